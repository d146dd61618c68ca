package dev.handrail.api.web;

import dev.handrail.api.lead.LeadStatus;
import dev.handrail.api.lead.LeadUndos;
import dev.handrail.api.problem.Problem;
import dev.handrail.api.request.Parameters;
import dev.handrail.api.security.Caller;
import dev.handrail.api.web.LeadView.Listed;
import dev.handrail.call.Role;
import dev.handrail.lead.LeadOutcome;
import dev.handrail.lead.LeadOutcome.Result;
import dev.handrail.outcome.LeadStore;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
@Hidden
@RequestMapping("/leads")
class LeadPages {

    private static final String LEAD_ID = "[A-Za-z0-9._:-]{1,100}";
    private static final int PAGE = 50;

    private final LeadStore leads;
    private final LeadStatus status;
    private final LeadUndos undos;
    private final LeadView views;
    private final Clock clock;

    LeadPages(LeadStore leads, LeadStatus status, LeadUndos undos, LeadView views, Clock clock) {
        this.leads = leads;
        this.status = status;
        this.undos = undos;
        this.views = views;
        this.clock = clock;
    }

    /** @param q a lead's id */
    @GetMapping
    String list(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable String result,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        Result wanted = Parameters.choice("result", Given.text("result", result, 40), Result.class);
        String id = Given.text("q", q, 100);
        Instant now = clock.instant();
        model.addAttribute(
                "results", Arrays.stream(Result.values()).map(LeadView::word).toList());
        model.addAttribute("result", wanted == null ? null : wanted.name());
        model.addAttribute("q", id);
        if (id == null) {
            LeadStore.Page page = Parameters.page(
                    cursor,
                    () -> leads.list(
                            caller.tenant(),
                            wanted == null ? null : wanted.name(),
                            Given.text("cursor", cursor, 200),
                            PAGE));
            model.addAttribute(
                    "leads",
                    page.leads().stream().map(lead -> Listed.of(lead, now)).toList());
            model.addAttribute("next", page.next());
            return "leads";
        }
        Optional<LeadStore.StoredLead> found = leads.find(caller.tenant(), id);
        model.addAttribute(
                "leads", found.map(lead -> List.of(Listed.of(lead, now))).orElse(List.of()));
        return "leads";
    }

    @GetMapping("/{id:" + LEAD_ID + "}")
    String one(@AuthenticationPrincipal Caller caller, @PathVariable String id, Model model) {
        LeadOutcome outcome = status.find(caller.tenant(), id);
        boolean operator = caller.has(Role.OPERATOR) || caller.has(Role.ADMIN);
        model.addAttribute("lead", views.of(caller.tenant(), outcome));
        model.addAttribute("mayCancel", operator && !outcome.result().isFinal());
        model.addAttribute(
                "mayUndo",
                operator
                        && (outcome.result() == Result.COMPLETED || outcome.result() == Result.FAILED)
                        && !outcome.toUndo().isEmpty());
        return "lead";
    }

    /** Shows first what an undo would come to; nothing happens before the form is sent. */
    @GetMapping("/{id:" + LEAD_ID + "}/undo")
    String askBeforeUndo(@AuthenticationPrincipal Caller caller, @PathVariable String id, Model model) {
        LeadUndos.Preview preview = undos.preview(caller, id);
        model.addAttribute("lead", views.of(caller.tenant(), preview.lead()));
        model.addAttribute("undo", views.undo(preview.steps()));
        return "undo";
    }

    @PostMapping("/{id:" + LEAD_ID + "}/undo")
    String undo(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @RequestParam String reason,
            RedirectAttributes said) {
        String why = Given.text("reason", reason, 1000);
        if (why == null) {
            throw Problem.badField("invalid_parameter", "reason", "must say why")
                    .toException();
        }
        undos.undo(caller, id, why, false);
        said.addFlashAttribute("said", "It is being undone, last step first.");
        return "redirect:/leads/" + id;
    }

    @PostMapping("/{id:" + LEAD_ID + "}/cancel")
    String cancel(@AuthenticationPrincipal Caller caller, @PathVariable String id, RedirectAttributes said) {
        status.cancel(caller.tenant(), id);
        said.addFlashAttribute("said", "It is being cancelled; what it wrote is taken back.");
        return "redirect:/leads/" + id;
    }
}
