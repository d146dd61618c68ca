package dev.handrail.call;

import dev.handrail.authorization.AuthorizationWait;
import dev.handrail.authorization.Decision;
import dev.handrail.authorization.DecisionVerdict;
import dev.handrail.authorization.SignalledDecision;
import dev.handrail.call.CallResult.AuthorizationNeeded;
import dev.handrail.tool.Tool;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

final class AgentToolCall implements ToolCallWorkflow, DurableCall.Pauses {

    private final AuthorizationWait authorizations;
    private @Nullable CallResult state;

    AgentToolCall(ToolCall call) {
        this.authorizations = new AuthorizationWait(call.tenant());
    }

    @Override
    public CallResult run(ToolCall call) {
        Workflow.setCurrentDetails("Running **%s**".formatted(call.tool()));
        CallResult result = perform(call);
        state = result;
        Workflow.setCurrentDetails("**%s**: %s".formatted(call.tool(), result.status()));
        Workflow.newDetachedCancellationScope(() -> Workflow.await(Workflow::isEveryHandlerFinished))
                .run();
        return result;
    }

    private CallResult perform(ToolCall call) {
        try {
            CallResult result =
                    new DurableCall(authorizations).run(call, Tool.DEFAULT_TIMEOUT, call.tool(), false, this);
            return CancellationScope.current().isCancelRequested() ? takenBack(call) : result;
        } catch (CanceledFailure cancelled) {
            return takenBack(call);
        }
    }

    private static CallResult takenBack(ToolCall call) {
        UndoRequest request = new UndoRequest(call.tenant(), call.actor(), call.id(), call.tool(), "Cancelled");
        UndoResult[] undo = new UndoResult[1];
        Workflow.newDetachedCancellationScope(() -> undo[0] = DurableCall.undo(request))
                .run();
        return CallResult.refused(
                Refusal.CANCELLED,
                switch (undo[0].status()) {
                    case UNDONE -> "The call was cancelled and its change taken back";
                    case NOTHING_TO_UNDO -> "The call was cancelled before it changed anything";
                    case LEFT_FOR_A_PERSON ->
                        "The call was cancelled, but its change is still there: " + undo[0].message();
                },
                1);
    }

    @Override
    public void paused(AuthorizationNeeded needed) {
        state = CallResult.authorizationRequired(needed, 1);
        Workflow.setCurrentDetails("Waits for a person: authorization `%s`, until %s. Signal `decision` decides."
                .formatted(needed.id(), needed.expiresAt()));
    }

    @Override
    public void resumed() {
        state = null;
    }

    @Override
    public CallResult answer() {
        Workflow.await(() -> state != null);
        return Objects.requireNonNull(state);
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
    public void decisionSignalled(@Nullable SignalledDecision decision) {
        authorizations.signalled(decision).ifPresent(Workflow::setCurrentDetails);
    }
}
