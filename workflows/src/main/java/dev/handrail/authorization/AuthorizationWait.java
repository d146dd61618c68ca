package dev.handrail.authorization;

import dev.handrail.authorization.AuthorizationActivities.SignalVerdict;
import dev.handrail.call.CallResult.AuthorizationNeeded;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Workflow code that pauses until a person has decided. One wait at a time. */
public final class AuthorizationWait {

    private static final String QUICK_RECORDING = "decisions are recorded within a workflow task";

    private final String tenant;
    private final AuthorizationActivities authorizations = Workflow.newActivityStub(
            AuthorizationActivities.class,
            ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofSeconds(10))
                    .build());

    /** Recording has one effect however often it is asked for, so it may run inside a workflow task. */
    private final AuthorizationActivities quick = Workflow.newLocalActivityStub(
            AuthorizationActivities.class,
            LocalActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofSeconds(3))
                    .setRetryOptions(
                            RetryOptions.newBuilder().setMaximumAttempts(1).build())
                    .build());

    private @Nullable AuthorizationNeeded waitingFor;
    private @Nullable Decision decision;

    public AuthorizationWait(String tenant) {
        this.tenant = tenant;
    }

    public Optional<AuthorizationNeeded> waitingFor() {
        return Optional.ofNullable(waitingFor);
    }

    /** @return the decision that counts, or empty when nobody decided in time; an expiry never approves */
    public Optional<Decision> await(AuthorizationNeeded needed) {
        waitingFor = needed;
        decision = null;
        try {
            if (!decidedBeforeExpiry(needed) && !authorizations.expire(tenant, needed.id())) {
                Workflow.await(() -> decision != null);
            }
            return Optional.ofNullable(decision);
        } catch (TemporalFailure failure) {
            if (CancellationScope.current().isCancelRequested()) {
                Workflow.newDetachedCancellationScope(() -> authorizations.withdraw(tenant, needed.id()))
                        .run();
            }
            throw failure;
        } finally {
            waitingFor = null;
        }
    }

    private boolean decidedBeforeExpiry(AuthorizationNeeded needed) {
        List<Timer> timers = new ArrayList<>();
        if (needed.remindAt() != null) {
            timers.add(new Timer(needed.remindAt(), () -> authorizations.remind(tenant, needed.id())));
        }
        if (needed.escalateAt() != null) {
            timers.add(new Timer(needed.escalateAt(), () -> authorizations.escalate(tenant, needed.id())));
        }
        timers.sort(Comparator.comparing(Timer::at));
        for (Timer timer : timers) {
            if (timer.at().isBefore(needed.expiresAt())) {
                if (decidedBefore(timer.at())) {
                    return true;
                }
                timer.then().run();
            }
        }
        return decidedBefore(needed.expiresAt());
    }

    private record Timer(Instant at, Runnable then) {}

    private boolean decidedBefore(Instant end) {
        Duration left = Duration.between(Instant.ofEpochMilli(Workflow.currentTimeMillis()), end);
        return Workflow.await(left.isNegative() ? Duration.ZERO : left, () -> decision != null);
    }

    /**
     * Whoever edited the arguments has spoken for what they ask for, as far as that person may.
     *
     * @return whether that decides it
     */
    public boolean isDecidedBy(Decision edit, AuthorizationNeeded needed) {
        return recorded(by -> by.record(tenant, edit.onEdited(needed.id()))).decides();
    }

    /** @throws IllegalArgumentException when this is not what is waited for */
    public void validate(Decision candidate) {
        if (candidate.madeByAWorkflow()) {
            throw new IllegalArgumentException(
                    "Only a workflow gives decisions such an id; decide by the API or a page");
        }
        if (!waitsFor(candidate.authorizationId())) {
            throw new IllegalArgumentException("Authorization %s does not wait for a decision; read it again to see why"
                    .formatted(candidate.authorizationId()));
        }
    }

    public DecisionVerdict decide(Decision candidate) {
        DecisionVerdict verdict = recorded(by -> by.record(tenant, candidate));
        if (verdict.decides()) {
            accept(candidate);
        }
        return verdict;
    }

    /** A signal cannot be answered: what is wrong with it shows in the workflow's details and the audit. */
    public Optional<String> signalled(@Nullable SignalledDecision signal) {
        if (signal == null || !signal.isComplete()) {
            return Optional.of("A signal without authorizationId, decision and code decides nothing");
        }
        if (!waitsFor(signal.authorizationId())) {
            return Optional.of("A signal named an authorization that does not wait for a decision");
        }
        SignalVerdict answer = recorded(by -> by.recordSignalled(tenant, signal));
        if (answer.verdict().decides() && answer.decision() != null) {
            accept(answer.decision());
        }
        return Optional.ofNullable(answer.verdict().reason());
    }

    /** The sooner it is recorded, the sooner the change is made; when the database is away, Temporal tries again. */
    private <T> T recorded(Function<AuthorizationActivities, T> recording) {
        if (Workflow.getVersion(QUICK_RECORDING, Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION) {
            return recording.apply(authorizations);
        }
        try {
            return recording.apply(quick);
        } catch (ActivityFailure later) {
            return recording.apply(authorizations);
        }
    }

    private boolean waitsFor(String authorizationId) {
        return waitingFor != null && waitingFor.id().equals(authorizationId);
    }

    /** A decision whose recording took longer than its wait must not decide the next one. */
    private void accept(Decision accepted) {
        if (waitsFor(accepted.authorizationId())) {
            decision = accepted;
        }
    }
}
