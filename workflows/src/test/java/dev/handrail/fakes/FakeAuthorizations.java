package dev.handrail.fakes;

import dev.handrail.authorization.AuthorizationActivities;
import dev.handrail.authorization.Decision;
import dev.handrail.authorization.DecisionVerdict;
import dev.handrail.authorization.SignalledDecision;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The table of authorizations, in memory: the first decision of somebody who may decide counts, and only that. */
public final class FakeAuthorizations implements AuthorizationActivities {

    /** The id that {@code LeadRun.decide} and every signal give their decision. */
    public static final String DECISION = "decision-1";

    public static final String CODE = "correct-code";

    private final Map<String, Decision> decided = new ConcurrentHashMap<>();
    private final Set<String> expired = ConcurrentHashMap.newKeySet();
    private final List<String> withdrawn = new CopyOnWriteArrayList<>();
    private final List<String> happened = new CopyOnWriteArrayList<>();
    private final Map<String, Set<String>> voters = new ConcurrentHashMap<>();
    private volatile int quorum = 1;
    private final Set<String> mayNotDecide = ConcurrentHashMap.newKeySet();
    private volatile Duration lostAnswerDelay = Duration.ZERO;

    public void mayNotDecide(String person) {
        mayNotDecide.add(person);
    }

    /** The first recording of each decision happens, but its answer is lost and asked for again after the delay. */
    public void loseTheFirstAnswer(Duration retryAfter) {
        lostAnswerDelay = retryAfter;
    }

    @Override
    public synchronized DecisionVerdict record(String tenant, Decision decision) {
        if (mayNotDecide.contains(decision.by())) {
            return DecisionVerdict.no("The requester may not decide; ask another approver");
        }
        if (expired.contains(decision.authorizationId())) {
            return DecisionVerdict.no("The authorization has expired; ask again if it is still wanted");
        }
        if (decision.verdict() == Decision.Verdict.AUTHORIZED && decision.arguments() == null) {
            Set<String> approved =
                    voters.computeIfAbsent(decision.authorizationId(), unused -> ConcurrentHashMap.newKeySet());
            approved.add(decision.by());
            if (approved.size() < quorum) {
                return DecisionVerdict.waitingFor(quorum - approved.size());
            }
        }
        Decision first = decided.putIfAbsent(decision.authorizationId(), decision);
        if (first != null && !first.id().equals(decision.id())) {
            return DecisionVerdict.no("Somebody else was faster; read the authorization again");
        }
        if (!lostAnswerDelay.isZero()
                && Activity.getExecutionContext().getInfo().getAttempt() == 1) {
            throw ApplicationFailure.newBuilder()
                    .setMessage("The answer was lost")
                    .setType("UNAVAILABLE")
                    .setNextRetryDelay(lostAnswerDelay)
                    .build();
        }
        return DecisionVerdict.yes();
    }

    @Override
    public SignalVerdict recordSignalled(String tenant, SignalledDecision signal) {
        if (!signal.code().equals(CODE)) {
            return new SignalVerdict(DecisionVerdict.no("The code is wrong; read the authorization again"), null);
        }
        Decision decision = new Decision(
                DECISION,
                signal.authorizationId(),
                Decision.Verdict.valueOf(signal.decision().toUpperCase(Locale.ROOT)),
                "ann",
                signal.notes());
        return new SignalVerdict(record(tenant, decision), decision);
    }

    @Override
    public void remind(String tenant, String authorizationId) {
        happened.add("reminded of " + authorizationId);
    }

    @Override
    public void escalate(String tenant, String authorizationId) {
        happened.add("escalated " + authorizationId);
    }

    /** Reminders and escalations. */
    public List<String> happened() {
        return List.copyOf(happened);
    }

    /** So many people have to approve, each authorization. */
    public void quorum(int approvals) {
        quorum = approvals;
    }

    @Override
    public synchronized boolean expire(String tenant, String authorizationId) {
        return !decided.containsKey(authorizationId) && expired.add(authorizationId);
    }

    @Override
    public void withdraw(String tenant, String authorizationId) {
        withdrawn.add(authorizationId);
    }

    public boolean isDecided(String authorizationId) {
        return decided.containsKey(authorizationId);
    }

    public boolean hasExpired(String authorizationId) {
        return expired.contains(authorizationId);
    }

    public List<String> withdrawn() {
        return List.copyOf(withdrawn);
    }
}
