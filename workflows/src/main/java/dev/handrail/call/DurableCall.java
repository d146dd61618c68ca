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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

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
        ToolCall asked = call;
        CallResult result = call(asked, timeout, summary, quick);
        Decision edit = null;
        while (result.status() == Status.AUTHORIZATION_REQUIRED && result.authorization() != null) {
            AuthorizationNeeded needed = result.authorization();
            if (edit == null || !authorizations.isDecidedBy(edit, needed)) {
                pauses.paused(needed);
                Optional<Decision> decision = authorizations.await(needed);
                pauses.resumed();
                Optional<CallResult> refused = refused(decision, result);
                if (refused.isPresent()) {
                    return refused.get();
                }
                edit = decision.filter(made -> made.arguments() != null).orElse(null);
            } else {
                edit = null;
            }
            asked = edit == null || edit.arguments() == null
                    ? asked.authorizedBy(needed.id())
                    : asked.edited(edit.arguments());
            result = call(asked, timeout, summary, quick);
        }
        return asked.arguments().equals(call.arguments())
                ? result
                : result.warning("Whoever approved changed the arguments: " + String.join(", ", changed(call, asked)));
    }

    private static List<String> changed(ToolCall call, ToolCall edited) {
        SortedSet<String> names = new TreeSet<>(call.arguments().keySet());
        names.addAll(edited.arguments().keySet());
        return names.stream()
                .filter(name -> !Objects.equals(
                        call.arguments().get(name), edited.arguments().get(name)))
                .toList();
    }

    private static Optional<CallResult> refused(Optional<Decision> decision, CallResult result) {
        if (decision.isEmpty()) {
            return Optional.of(CallResult.refused(
                    Refusal.AUTHORIZATION_EXPIRED,
                    "Nobody decided in time; ask again if it is still wanted",
                    result.attempts()));
        }
        if (decision.get().verdict() == Decision.Verdict.AUTHORIZED) {
            return Optional.empty();
        }
        String notes = decision.get().notes();
        return Optional.of(CallResult.refused(
                Refusal.AUTHORIZATION_DENIED,
                notes == null || notes.isBlank() ? "Denied without a note" : "Denied: " + notes,
                result.attempts()));
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
