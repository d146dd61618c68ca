package dev.handrail.api.web;

import dev.handrail.api.crm.CrmProbes;
import dev.handrail.api.security.Caller;
import dev.handrail.audit.AuditLog;
import dev.handrail.connector.Connectors;
import dev.handrail.connector.CrmFailure;
import dev.handrail.lead.LeadOutcome.Result;
import dev.handrail.outcome.LeadStore;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What waits, and whether all is well. */
@Controller
@Hidden
class HomePage {

    private final Queue queue;
    private final LeadStore leads;
    private final CrmProbes crms;
    private final Connectors connectors;
    private final AuditLog audit;

    HomePage(Queue queue, LeadStore leads, CrmProbes crms, Connectors connectors, AuditLog audit) {
        this.queue = queue;
        this.leads = leads;
        this.crms = crms;
        this.connectors = connectors;
        this.audit = audit;
    }

    @GetMapping("/")
    String home(@AuthenticationPrincipal Caller caller, Model model) {
        Map<String, Long> byResult = leads.summary(caller.tenant(), null).byResult();
        model.addAttribute("pulse", queue.pulse(caller.tenant()));
        model.addAttribute("failed", count(byResult, Result.FAILED));
        model.addAttribute(
                "waiting", count(byResult, Result.WAITING_FOR_AUTHORIZATION) + count(byResult, Result.RATE_LIMITED));
        model.addAttribute("running", count(byResult, Result.RUNNING));
        model.addAttribute("completed", count(byResult, Result.COMPLETED));
        model.addAttribute("crm", connectors.of(caller.tenant()).name());
        model.addAttribute(
                "crmProblem", crms.problem(caller.tenant()).map(HomePage::words).orElse(null));
        model.addAttribute("head", audit.head(caller.tenant()));
        return "home";
    }

    private static long count(Map<String, Long> byResult, Result result) {
        return byResult.getOrDefault(result.name(), 0L);
    }

    private static String words(CrmFailure failure) {
        return switch (failure.kind()) {
            case UNAUTHORIZED -> "It refuses our credentials. An administrator must renew them.";
            case RATE_LIMITED -> "It allows no more calls for now. What has to be done waits.";
            case NOT_PREPARED -> "It lacks what Handrail needs. An administrator must run ./handrail crm setup.";
            default -> "It does not answer. What has to be done waits and goes on by itself.";
        };
    }
}
