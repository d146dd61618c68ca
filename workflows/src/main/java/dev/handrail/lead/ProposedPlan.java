package dev.handrail.lead;

import dev.handrail.call.CallResult.AuthorizationNeeded;
import java.util.List;

/** A plan that waits for a person. */
public record ProposedPlan(AuthorizationNeeded needed, List<PlannedAction> steps) {

    public ProposedPlan {
        steps = List.copyOf(steps);
    }
}
