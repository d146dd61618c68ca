package dev.handrail.call;

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

/** One tool call of an agent or an operator. The workflow id is {@code call-<tenant>-<key>}. */
@WorkflowInterface
public interface ToolCallWorkflow {

    @WorkflowMethod(name = "tool_call")
    CallResult run(ToolCall call);

    /** Answers once the call is done or waits for a person; the API asks it with the start. */
    @UpdateMethod(name = "answer")
    CallResult answer();

    /** How the call stands: its result, or what it waits for; null while it runs. */
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
