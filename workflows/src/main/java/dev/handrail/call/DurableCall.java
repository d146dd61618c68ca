package dev.handrail.call;

import dev.handrail.authorization.AuthorizationWait;
import dev.handrail.authorization.Decision;
import dev.handrail.call.CallResult.AuthorizationNeeded;
import dev.handrail.call.CallResult.Status;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Workflow code that brings one tool call to its end: tries again later, and waits for people where policy asks. */
public final class DurableCall {

    /**
     * No maximum: how often an attempt may fail is decided by kind in the activity, and an outage is waited out.
     * The delays after a limit or an open breaker come with the failure.
     */
    private static final RetryOptions RETRIES = RetryOptions.newBuilder()
            .setInitialInterval(Duration.ofSeconds(1))
            .setBackoffCoefficient(2)
            .setMaximumInterval(Duration.ofMinutes(1))
            .build();

    private final AuthorizationWait authorizations;

    public DurableCall(AuthorizationWait authorizations) {
        this.authorizations = authorizations;
    }

    /**
     * @param summary one line for Temporal's UI, without personal data
     * @param onWait told what is waited for, before the wait
     */
    public CallResult run(ToolCall call, Duration timeout, String summary, Consumer<AuthorizationNeeded> onWait) {
        ToolActivities tools = tools(timeout, summary);
        CallResult result = tools.call(call);
        while (result.status() == Status.AUTHORIZATION_REQUIRED && result.authorization() != null) {
            AuthorizationNeeded needed = result.authorization();
            onWait.accept(needed);
            Optional<Decision> decision = authorizations.await(needed);
            if (decision.isEmpty()) {
                return CallResult.refused(
                        Refusal.AUTHORIZATION_EXPIRED,
                        "Nobody decided in time; ask again if it is still wanted",
                        result.attempts());
            }
            if (decision.get().verdict() == Decision.Verdict.DENIED) {
                String notes = decision.get().notes();
                return CallResult.refused(
                        Refusal.AUTHORIZATION_DENIED,
                        notes == null || notes.isBlank() ? "Denied without a note" : "Denied: " + notes,
                        result.attempts());
            }
            result = tools.call(call.authorizedBy(needed.id()));
        }
        return result;
    }

    public static UndoResult undo(UndoRequest request) {
        return tools(Duration.ofSeconds(30), "undo " + request.tool()).undo(request);
    }

    private static ToolActivities tools(Duration timeout, String summary) {
        return Workflow.newActivityStub(
                ToolActivities.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(timeout)
                        .setRetryOptions(RETRIES)
                        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                        .setSummary(summary)
                        .build());
    }
}
