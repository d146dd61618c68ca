package dev.handrail.lead;

import dev.handrail.authorization.Decision;
import dev.handrail.authorization.DecisionVerdict;
import dev.handrail.authorization.SignalledDecision;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** A grounded lead becomes changes in the CRM, all of them or, when a critical one fails, none. */
@WorkflowInterface
public interface LeadWorkflow {

    @WorkflowMethod(name = "lead")
    LeadOutcome run(LeadSubmission submission);

    @QueryMethod(name = "outcome")
    LeadOutcome outcome();

    @UpdateMethod(name = "decide")
    DecisionVerdict decide(Decision decision);

    @UpdateValidatorMethod(updateName = "decide")
    void validateDecision(Decision decision);

    @SignalMethod(name = "decision")
    void decisionSignalled(@Nullable SignalledDecision decision);
}
