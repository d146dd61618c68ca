package dev.handrail.api.lead;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.handrail.api.request.IdempotencyHeader;
import dev.handrail.api.request.Parameters;
import dev.handrail.api.security.Caller;
import dev.handrail.lead.GroundedLead;
import dev.handrail.lead.LeadOutcome;
import dev.handrail.outcome.LeadStore;
import dev.handrail.outcome.LeadStore.StoredLead;
import dev.handrail.outcome.LeadStore.Summary;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/leads")
@Tag(name = "Leads", description = "Grounded leads on their way into the CRM")
class LeadController {

    static final String LEAD_ID = "[A-Za-z0-9._:-]{1,100}";

    private static final int LONGEST_STATUS = 40;

    private final LeadIntake intake;
    private final LeadStream stream;
    private final LeadStatus status;
    private final LeadUndos undos;
    private final LeadStore leads;
    private final IdempotencyHeader idempotency;

    LeadController(
            LeadIntake intake,
            LeadStream stream,
            LeadStatus status,
            LeadUndos undos,
            LeadStore leads,
            IdempotencyHeader idempotency) {
        this.intake = intake;
        this.stream = stream;
        this.status = status;
        this.undos = undos;
        this.leads = leads;
        this.idempotency = idempotency;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Take in a lead; the same lead again is one lead")
    ResponseEntity<LeadIntake.Accepted> submit(
            @AuthenticationPrincipal Caller caller,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @RequestBody GroundedLead lead) {
        idempotency.claim(caller.tenant(), key, "submit lead", lead);
        LeadIntake.Accepted accepted = intake.submit(caller, lead);
        return ResponseEntity.accepted()
                .location(URI.create("/api/leads/" + accepted.leadId()))
                .body(accepted);
    }

    @PostMapping(consumes = {"application/jsonl", "application/x-ndjson"})
    @Operation(
            summary = "Take in many leads, one a line",
            description =
                    "Answers a line for each, in order, when the body has ended; the last counts them. A line that is"
                            + " wrong is answered with its number and stops no other. Each leadId makes its line safe to send"
                            + " again; an Idempotency-Key is not needed.")
    void submitMany(@AuthenticationPrincipal Caller caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        response.setContentType("application/jsonl");
        stream.process(caller, request.getInputStream(), response.getOutputStream());
    }

    @GetMapping("/{id:" + LEAD_ID + "}")
    @Operation(summary = "How a lead stands")
    LeadOutcome find(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
        return status.find(caller.tenant(), id);
    }

    @GetMapping
    @Operation(summary = "Leads, newest first")
    LeadPage list(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(name = "status", required = false) @Nullable String wanted,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String limit) {
        String filter = filter(wanted);
        int size = Parameters.limit(limit);
        LeadStore.Page page = Parameters.page(cursor, () -> leads.list(caller.tenant(), filter, cursor, size));
        return new LeadPage(page.leads().stream().map(ListedLead::of).toList(), page.next());
    }

    @GetMapping("/summary")
    @Operation(summary = "How many leads have which result")
    Summary summary(@AuthenticationPrincipal Caller caller, @RequestParam(required = false) @Nullable String prefix) {
        return leads.summary(caller.tenant(), Parameters.text("prefix", prefix, 100));
    }

    @PostMapping("/{id:" + LEAD_ID + "}/cancel")
    @Operation(summary = "Cancel a lead; what it did is undone")
    ResponseEntity<Cancelling> cancel(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key) {
        idempotency.claim(caller.tenant(), key, "cancel lead", id);
        status.cancel(caller.tenant(), id);
        return ResponseEntity.accepted().body(new Cancelling(id, "CANCELLING"));
    }

    @GetMapping("/{id:" + LEAD_ID + "}/undo")
    @Operation(summary = "What undoing a lead that has ended would come to now; changes nothing")
    UndoPreview previewUndo(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
        return new UndoPreview(id, undos.preview(caller, id).steps());
    }

    @PostMapping("/{id:" + LEAD_ID + "}/undo")
    @Operation(
            summary = "Undo a lead that has ended, last step first",
            description =
                    "What somebody changed since is left as it is, with a task for a person. A lead is undone once.")
    ResponseEntity<Cancelling> undo(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @RequestBody UndoLeadRequest request) {
        boolean repeated = idempotency
                .claim(caller.tenant(), key, "undo lead", id, request.reason())
                .filter(IdempotencyHeader.Key::repeated)
                .isPresent();
        undos.undo(caller, id, request.reason(), repeated);
        return ResponseEntity.accepted().body(new Cancelling(id, "UNDOING"));
    }

    /** @param steps in the order in which they would be undone */
    record UndoPreview(String leadId, List<LeadUndos.Outlook> steps) {}

    record Cancelling(String leadId, String status) {}

    /** @param next cursor of the next page; absent on the last */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LeadPage(List<ListedLead> leads, @Nullable String next) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ListedLead(
            @JsonUnwrapped LeadOutcome outcome,
            Instant submittedAt,
            @Nullable Instant finishedAt) {

        static ListedLead of(StoredLead lead) {
            return new ListedLead(lead.outcome(), lead.submittedAt(), lead.finishedAt());
        }
    }

    private static @Nullable String filter(@Nullable String wanted) {
        String text = Parameters.text("status", wanted, LONGEST_STATUS);
        if (text == null) {
            return null;
        }
        List<String> known = Stream.<Enum<?>>concat(
                        Arrays.stream(LeadOutcome.Status.values()), Arrays.stream(LeadOutcome.Result.values()))
                .map(Enum::name)
                .distinct()
                .toList();
        String name = text.toUpperCase(Locale.ROOT);
        if (!known.contains(name)) {
            throw Parameters.invalid("status", "must be one of " + String.join(", ", known));
        }
        return name;
    }
}
