package dev.handrail.call;

import dev.handrail.authorization.AuthorizationWait;
import dev.handrail.authorization.Decision;
import dev.handrail.authorization.DecisionVerdict;
import dev.handrail.authorization.SignalledDecision;
import dev.handrail.tool.Tool;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import org.jspecify.annotations.Nullable;

final class AgentToolCall implements ToolCallWorkflow {

    private final AuthorizationWait authorizations;
    private @Nullable CallResult state;

    @WorkflowInit
    AgentToolCall(ToolCall call) {
        this.authorizations = new AuthorizationWait(call.tenant());
    }

    @Override
    public CallResult run(ToolCall call) {
        Workflow.setCurrentDetails("Running **%s**".formatted(call.tool()));
        CallResult result = perform(call);
        state = result;
        Workflow.setCurrentDetails("**%s**: %s".formatted(call.tool(), result.status()));
        Workflow.await(Workflow::isEveryHandlerFinished);
        return result;
    }

    private CallResult perform(ToolCall call) {
        try {
            return new DurableCall(authorizations).run(call, Tool.DEFAULT_TIMEOUT, call.tool(), needed -> {
                state = CallResult.authorizationRequired(needed, 1);
                Workflow.setCurrentDetails(
                        "Waits for a person: authorization `%s`, until %s. Signal `decision` decides."
                                .formatted(needed.id(), needed.expiresAt()));
            });
        } catch (ActivityFailure | CanceledFailure e) {
            if (isCancellation(e)) {
                Workflow.newDetachedCancellationScope(() -> DurableCall.undo(
                                new UndoRequest(call.tenant(), call.actor(), call.id(), call.tool(), "Cancelled")))
                        .run();
                return CallResult.refused(Refusal.CANCELLED, "The call was cancelled and taken back", 1);
            }
            throw e;
        }
    }

    private static boolean isCancellation(Throwable failure) {
        return failure instanceof CanceledFailure || failure.getCause() instanceof CanceledFailure;
    }

    @Override
    public CallResult answer() {
        Workflow.await(() -> state != null);
        return java.util.Objects.requireNonNull(state);
    }

    @Override
    public @Nullable CallResult state() {
        return state;
    }

    @Override
    public DecisionVerdict decide(Decision decision) {
        return authorizations.decide(decision);
    }

    @Override
    public void validateDecision(Decision decision) {
        authorizations.validate(decision);
    }

    @Override
    public void decisionSignalled(SignalledDecision decision) {
        authorizations.signalled(decision).ifPresent(Workflow::setCurrentDetails);
    }
}
