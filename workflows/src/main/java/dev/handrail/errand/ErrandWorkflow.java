package dev.handrail.errand;

import dev.handrail.authorization.Decision;
import dev.handrail.authorization.DecisionVerdict;
import dev.handrail.authorization.SignalledDecision;
import dev.handrail.call.CallResult;
import dev.handrail.call.ToolCall;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/**
 * One errand, such as {@code schedule_appointment}. It is asked and decided like a {@code ToolCallWorkflow}, and has its
 * ids.
 */
@WorkflowInterface
public interface ErrandWorkflow {

    /** @param call of the errand's tool, which plans: it answers the calls to make, see {@link Steps} */
    @WorkflowMethod(name = "errand")
    CallResult run(ToolCall call);

    @UpdateMethod(name = "answer")
    CallResult answer();

    @QueryMethod(name = "state")
    @Nullable
    CallResult state();

    @UpdateMethod(name = "decide")
    DecisionVerdict decide(Decision decision);

    @UpdateValidatorMethod(updateName = "decide")
    void validateDecision(Decision decision);

    @SignalMethod(name = "decision")
    void decisionSignalled(@Nullable SignalledDecision decision);
}
