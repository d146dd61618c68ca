package dev.handrail.api.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.handrail.api.request.Parameters;
import dev.handrail.api.security.Caller;
import dev.handrail.audit.AuditFilter;
import dev.handrail.audit.AuditLog;
import dev.handrail.audit.AuditRow;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/audit")
@Tag(name = "Audit", description = "Receipts of everything that was done")
class AuditController {

    private static final int LONGEST_FILTER = 200;
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final AuditLog audit;

    AuditController(AuditLog audit) {
        this.audit = audit;
    }

    /** @param next cursor of the next page; absent on the last */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AuditPage(List<AuditRow> rows, @Nullable String next) {}

    @GetMapping
    @Operation(summary = "Receipts, newest first")
    AuditPage list(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String leadId,
            @RequestParam(required = false) @Nullable String callId,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String limit) {
        AuditFilter filter = new AuditFilter(
                Parameters.text("actor", actor, LONGEST_FILTER),
                Parameters.text("action", action, LONGEST_FILTER),
                Parameters.text("leadId", leadId, LONGEST_FILTER),
                Parameters.text("callId", callId, LONGEST_FILTER),
                time("from", from),
                time("to", to));
        int size = Parameters.limit(limit);
        AuditLog.Page page = Parameters.page(cursor, () -> audit.list(caller.tenant(), filter, cursor, size));
        return new AuditPage(page.rows(), page.next());
    }

    @GetMapping("/export")
    @Operation(summary = "All receipts as JSON lines, oldest first, for handrail audit verify")
    void export(@AuthenticationPrincipal Caller caller, HttpServletResponse response) throws IOException {
        response.setContentType("application/jsonl");
        audit.export(caller.tenant(), response.getOutputStream());
    }

    private static @Nullable Instant time(String name, @Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            Instant time = Instant.parse(value);
            if (!time.isBefore(EARLIEST) && time.isBefore(LATEST)) {
                return time;
            }
        } catch (DateTimeParseException e) {
            throw badTime(name);
        }
        throw badTime(name);
    }

    private static RuntimeException badTime(String name) {
        return Parameters.invalid(name, "must be a time such as 2026-11-20T21:00:00Z, from 2000 to 2199");
    }
}
