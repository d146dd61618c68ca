package dev.handrail.api.web;

import dev.handrail.api.request.Parameters;
import dev.handrail.api.security.Caller;
import dev.handrail.api.web.ActorNames.Names;
import dev.handrail.audit.AuditFilter;
import dev.handrail.audit.AuditLog;
import dev.handrail.audit.AuditRow;
import dev.handrail.audit.Verification;
import dev.handrail.wording.Visible;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
@Hidden
@RequestMapping("/audit")
class AuditPages {

    private static final int PAGE = 50;
    private static final int LONGEST = 200;

    private final AuditLog audit;
    private final ActorNames actors;
    private final ChainCheck chain;

    AuditPages(AuditLog audit, ActorNames actors, ChainCheck chain) {
        this.audit = audit;
        this.actors = actors;
        this.chain = chain;
    }

    record Receipt(
            long seq,
            String at,
            String actor,
            String action,
            String status,
            @Nullable String leadId,
            @Nullable String callId,
            @Nullable String params,
            @Nullable String result,
            String hash) {

        static Receipt of(AuditRow row, Names names) {
            return new Receipt(
                    row.seq(),
                    Times.exact(row.at()),
                    names.of(row.actor()),
                    row.action(),
                    row.status(),
                    row.leadId(),
                    row.callId(),
                    row.params() == null ? null : Visible.text(row.params()),
                    row.result() == null ? null : Visible.text(row.result()),
                    row.hash());
        }
    }

    @GetMapping
    String list(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String lead,
            @RequestParam(required = false) @Nullable String call,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        AuditFilter filter = new AuditFilter(
                Given.text("actor", actor, LONGEST),
                Given.text("action", action, LONGEST),
                Given.text("lead", lead, LONGEST),
                Given.text("call", call, LONGEST),
                null,
                null);
        AuditLog.Page page = Parameters.page(
                cursor, () -> audit.list(caller.tenant(), filter, Given.text("cursor", cursor, LONGEST), PAGE));
        Names names = actors.of(caller.tenant());
        model.addAttribute("filter", filter);
        model.addAttribute(
                "rows", page.rows().stream().map(row -> Receipt.of(row, names)).toList());
        model.addAttribute("next", page.next());
        model.addAttribute("head", audit.head(caller.tenant()));
        return "audit";
    }

    @PostMapping("/check")
    String check(@AuthenticationPrincipal Caller caller, RedirectAttributes said) throws IOException {
        Verification verification = chain.verify(caller.tenant());
        Verification.Problem problem = verification.problem();
        said.addFlashAttribute("intact", problem == null);
        said.addFlashAttribute(
                "verdict",
                problem == null
                        ? "All %d receipts are as they were written."
                                .formatted(verification.proven().seq())
                        : "The chain is broken: %s.".formatted(problem.message()));
        return "redirect:/audit";
    }

    @GetMapping("/export")
    void export(@AuthenticationPrincipal Caller caller, HttpServletResponse response) throws IOException {
        response.setContentType("application/jsonl");
        response.setHeader("Content-Disposition", "attachment; filename=\"audit.jsonl\"");
        audit.export(caller.tenant(), response.getOutputStream());
    }
}
