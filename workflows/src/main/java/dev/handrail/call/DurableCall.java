package dev.handrail.call;

import dev.handrail.authorization.AuthorizationWait;
import dev.handrail.authorization.Decision;
import dev.handrail.call.CallResult.AuthorizationNeeded;
import dev.handrail.call.CallResult.Status;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Optional;

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

    /** Far above what a step takes; what takes longer is made by the patient way, which keeps no workflow task busy. */
    private static final Duration QUICK = Duration.ofSeconds(10);

    private final AuthorizationWait authorizations;

    /** Told when a call starts and stops waiting for a person, so that its state can show it. */
    public interface Pauses {

        /** Before the wait. */
        void paused(AuthorizationNeeded needed);

        /** After a decision or the expiry; not after a cancellation. */
        void resumed();
    }

    public DurableCall(AuthorizationWait authorizations) {
        this.authorizations = authorizations;
    }

    /**
     * @param summary one line for Temporal's UI, without personal data
     * @param quick whether the call is tried as a local activity first, which costs Temporal next to nothing and may run
     *     again after a crash: the effect is keyed, and an attempt that follows finds it
     * @throws CanceledFailure when cancelled; the CRM may have made the change, so it needs an undo
     */
    public CallResult run(ToolCall call, Duration timeout, String summary, boolean quick, Pauses pauses) {
        CallResult result = call(call, timeout, summary, quick);
        while (result.status() == Status.AUTHORIZATION_REQUIRED && result.authorization() != null) {
            AuthorizationNeeded needed = result.authorization();
            pauses.paused(needed);
            Optional<Decision> decision = authorizations.await(needed);
            pauses.resumed();
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
            result = call(call.authorizedBy(needed.id()), timeout, summary, quick);
        }
        return result;
    }

    private static CallResult call(ToolCall call, Duration timeout, String summary, boolean quick) {
        if (!quick) {
            return patiently(call, timeout, summary);
        }
        try {
            return quick(summary).call(call);
        } catch (ActivityFailure failure) {
            stopIfCancelled();
            return patiently(call, timeout, summary).afterAnotherAttempt();
        }
    }

    private static CallResult patiently(ToolCall call, Duration timeout, String summary) {
        try {
            return tools(timeout, summary).call(call);
        } catch (ActivityFailure failure) {
            stopIfCancelled();
            return CallResult.unknown("The call broke off; look in the CRM whether the change was made", 1);
        }
    }

    private static void stopIfCancelled() {
        if (CancellationScope.current().isCancelRequested()) {
            throw new CanceledFailure("The call was cancelled");
        }
    }

    /** Always answers: an undo that breaks off is left for a person. Call it in a detached scope. */
    public static UndoResult undo(UndoRequest request) {
        try {
            return tools(Duration.ofSeconds(30), "undo " + request.tool()).undo(request);
        } catch (ActivityFailure failure) {
            return new UndoResult(
                    UndoResult.Status.LEFT_FOR_A_PERSON,
                    null,
                    "The undo broke off; look at the record and take the change back by hand",
                    null);
        }
    }

    private static ToolActivities quick(String summary) {
        return Workflow.newLocalActivityStub(
                ToolActivities.class,
                LocalActivityOptions.newBuilder()
                        .setStartToCloseTimeout(QUICK)
                        .setRetryOptions(
                                RetryOptions.newBuilder().setMaximumAttempts(1).build())
                        .setSummary(summary)
                        .build());
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
