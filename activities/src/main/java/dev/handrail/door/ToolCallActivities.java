package dev.handrail.door;

import dev.handrail.call.CallResult;
import dev.handrail.call.LeadContext;
import dev.handrail.call.Refusal;
import dev.handrail.call.RetryLater;
import dev.handrail.call.ToolActivities;
import dev.handrail.call.ToolCall;
import dev.handrail.call.UndoRequest;
import dev.handrail.call.UndoResult;
import dev.handrail.connector.CrmFailure;
import dev.handrail.outcome.LeadStore;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The door as Temporal's activities: what may be tried again becomes a failure with its own delay. */
public final class ToolCallActivities implements ToolActivities {

    /** An effect that could not be made for this long is given up; limits and outages are waited out until then. */
    static final Duration GIVE_UP_AFTER = Duration.ofHours(24);

    private final ToolDoor door;
    private final UndoDoor undoDoor;
    private final LeadStore leads;
    private final ToolCallListener listener;
    private final Clock clock;

    public ToolCallActivities(
            ToolDoor door, UndoDoor undoDoor, LeadStore leads, ToolCallListener listener, Clock clock) {
        this.door = door;
        this.undoDoor = undoDoor;
        this.leads = leads;
        this.listener = listener;
        this.clock = clock;
    }

    @Override
    public CallResult call(ToolCall call) {
        CallResult result = result(call);
        if (result.status() != CallResult.Status.AUTHORIZATION_REQUIRED) {
            listener.ended(call, result);
        }
        return result;
    }

    private CallResult result(ToolCall call) {
        ActivityInfo info = Activity.getExecutionContext().getInfo();
        try {
            return door.pass(call, info.getAttempt());
        } catch (RetryLaterException later) {
            Instant scheduled = Instant.ofEpochMilli(info.getScheduledTimestamp());
            if (clock.instant().isAfter(scheduled.plus(GIVE_UP_AFTER))) {
                String message = "Given up after %d hours: %s".formatted(GIVE_UP_AFTER.toHours(), later.getMessage());
                return door.isUnanswered(call)
                        ? CallResult.unknown(message, info.getAttempt())
                        : CallResult.failed(Refusal.CRM_UNAVAILABLE, message, info.getAttempt());
            }
            noteOf(later, call);
            throw failure(later);
        }
    }

    private void noteOf(RetryLaterException later, ToolCall call) {
        LeadContext lead = call.lead();
        Duration after = later.after();
        if (lead != null && after != null && later.kind() == RetryLater.RATE_LIMITED) {
            leads.waits(call.tenant(), lead.leadId(), clock.instant().plus(after));
        }
    }

    @Override
    public UndoResult undo(UndoRequest request) {
        try {
            return undoDoor.undo(request);
        } catch (CrmFailure failure) {
            RetryLater kind =
                    failure.kind() == CrmFailure.Kind.RATE_LIMITED ? RetryLater.RATE_LIMITED : RetryLater.UNAVAILABLE;
            throw failure(
                    new RetryLaterException(kind, String.valueOf(failure.getMessage()), failure.retryAfter(), failure));
        }
    }

    private static ApplicationFailure failure(RetryLaterException later) {
        ApplicationFailure.Builder failure = ApplicationFailure.newBuilder()
                .setType(later.kind().name())
                .setMessage(String.valueOf(later.getMessage()))
                .setCategory(
                        later.kind() == RetryLater.UNAVAILABLE
                                ? ApplicationErrorCategory.UNSPECIFIED
                                : ApplicationErrorCategory.BENIGN);
        if (later.after() != null) {
            failure.setNextRetryDelay(later.after());
        }
        return failure.build();
    }
}
