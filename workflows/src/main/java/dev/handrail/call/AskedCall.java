package dev.handrail.call;

import dev.handrail.authorization.AuthorizationWait;
import dev.handrail.authorization.Decision;
import dev.handrail.authorization.DecisionVerdict;
import dev.handrail.authorization.SignalledDecision;
import dev.handrail.call.CallResult.AuthorizationNeeded;
import io.temporal.workflow.Workflow;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Workflow code of a call whose caller asks how it stands, and which people may have to decide about. */
public abstract class AskedCall implements DurableCall.Pauses {

    protected final AuthorizationWait authorizations;
    private @Nullable CallResult state;

    protected AskedCall(ToolCall call) {
        this.authorizations = new AuthorizationWait(call.tenant());
    }

    /** What becomes of the call. */
    protected abstract CallResult perform(ToolCall call);

    public final CallResult run(ToolCall call) {
        Workflow.setCurrentDetails("Running **%s**".formatted(call.tool()));
        CallResult result = perform(call);
        state = result;
        Workflow.setCurrentDetails("**%s**: %s".formatted(call.tool(), result.status()));
        Workflow.newDetachedCancellationScope(() -> Workflow.await(Workflow::isEveryHandlerFinished))
                .run();
        return result;
    }

    @Override
    public final void paused(AuthorizationNeeded needed) {
        state = CallResult.authorizationRequired(needed, 1);
        Workflow.setCurrentDetails("Waits for a person: authorization `%s`, until %s. Signal `decision` decides."
                .formatted(needed.id(), needed.expiresAt()));
    }

    @Override
    public final void resumed() {
        state = null;
    }

    public final CallResult answer() {
        Workflow.await(() -> state != null);
        return Objects.requireNonNull(state);
    }

    public final @Nullable CallResult state() {
        return state;
    }

    public final DecisionVerdict decide(Decision decision) {
        return authorizations.decide(decision);
    }

    public final void validateDecision(Decision decision) {
        authorizations.validate(decision);
    }

    public final void decisionSignalled(@Nullable SignalledDecision decision) {
        authorizations.signalled(decision).ifPresent(Workflow::setCurrentDetails);
    }
}
