package dev.handrail.api.authorization;

import dev.handrail.api.problem.Problem;
import dev.handrail.approval.Authorization;
import dev.handrail.door.ArgumentCheck;
import dev.handrail.safety.SafetyGuard;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.LeadPlan;
import dev.handrail.tool.Tool;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Tells an approver at once what is wrong with arguments; the door checks them again, and everything else with them. */
@Component
public class Edits {

    private final Catalog catalog;
    private final ArgumentCheck check;

    Edits(Catalog catalog) {
        this.catalog = catalog;
        this.check = new ArgumentCheck(catalog);
    }

    /** @throws dev.handrail.api.problem.ProblemException 422 that names every argument that is wrong */
    public void requireValid(Authorization authorization, Map<String, Object> arguments) {
        if (authorization.tool().equals(LeadPlan.TOOL.name())) {
            throw Problem.of(
                            422,
                            "invalid_arguments",
                            "A plan is approved as it is; deny it and have the lead sent under a new leadId")
                    .toException();
        }
        Tool tool = catalog.tool(authorization.tool());
        List<Problem.FieldError> errors = check.violations(tool, arguments).stream()
                .map(violation -> new Problem.FieldError("arguments." + violation.field(), violation.message()))
                .toList();
        if (!errors.isEmpty()) {
            throw Problem.invalid("invalid_arguments", errors).toException();
        }
        List<String> attacks = SafetyGuard.violations(arguments);
        if (!attacks.isEmpty()) {
            throw Problem.of(422, "blocked", String.join("; ", attacks)).toException();
        }
    }
}
