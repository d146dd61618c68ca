package dev.handrail.authorization;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Who may decide, asked and recorded in one transaction. */
@ActivityInterface
public interface AuthorizationActivities {

    /** Records the decision if this person may decide; the same decision twice is accepted twice and counts once. */
    @ActivityMethod(name = "record_decision")
    DecisionVerdict record(String tenant, Decision decision);

    /** Finds out by its code who sent a signalled decision, then as {@link #record}. */
    @ActivityMethod(name = "record_signalled_decision")
    SignalVerdict recordSignalled(String tenant, SignalledDecision decision);

    /** Tells whoever may decide that it still waits. */
    @ActivityMethod(name = "remind_of_authorization")
    void remind(String tenant, String authorizationId);

    /** Lets the group of the second instance decide too, and tells it. */
    @ActivityMethod(name = "escalate_authorization")
    void escalate(String tenant, String authorizationId);

    /** Closes an authorization that nobody decided; false when someone did. */
    @ActivityMethod(name = "expire_authorization")
    boolean expire(String tenant, String authorizationId);

    /** Closes an authorization whose call was cancelled. */
    @ActivityMethod(name = "withdraw_authorization")
    void withdraw(String tenant, String authorizationId);

    /** The verdict on a signalled decision and the decision it turned out to be. */
    record SignalVerdict(
            DecisionVerdict verdict,
            @org.jspecify.annotations.Nullable Decision decision) {}
}
