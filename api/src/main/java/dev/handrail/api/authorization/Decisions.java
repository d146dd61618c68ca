package dev.handrail.api.authorization;

import dev.handrail.api.problem.Problem;
import dev.handrail.api.problem.ProblemException;
import dev.handrail.api.security.Caller;
import dev.handrail.api.temporal.Temporal;
import dev.handrail.approval.Authorization;
import dev.handrail.approval.Authorization.Status;
import dev.handrail.approval.AuthorizationStore;
import dev.handrail.authorization.Decision;
import dev.handrail.authorization.DecisionVerdict;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.client.WorkflowUpdateStage;
import org.springframework.stereotype.Component;

/** Sends a person's decision to the workflow that waits for it. */
@Component
public class Decisions {

    private final AuthorizationStore authorizations;
    private final Temporal temporal;

    Decisions(AuthorizationStore authorizations, Temporal temporal) {
        this.authorizations = authorizations;
        this.temporal = temporal;
    }

    /** @throws ProblemException 404 {@code authorization_not_found} */
    public Authorization find(String tenant, String id) {
        return authorizations
                .find(tenant, id)
                .orElseThrow(() -> Problem.notFound(
                                "authorization_not_found",
                                "There is no authorization with this id; GET /api/authorizations lists them")
                        .toException());
    }

    /**
     * The same decision of the same person again is accepted again and counts once.
     *
     * @return the authorization as it now stands
     * @throws ProblemException 403 {@code not_allowed_to_decide}, 409 {@code already_decided} or {@code expired}, 503
     */
    public Authorization decide(Caller caller, Decision decision) {
        Authorization authorization = find(caller.tenant(), decision.authorizationId());
        if (authorization.status() != Status.PENDING) {
            return sameOrConflict(authorization, decision);
        }
        DecisionVerdict verdict;
        try {
            verdict = temporal.answer(
                    Temporal.PATIENCE, () -> send(authorization, authorizations.sealed(caller.tenant(), decision)));
        } catch (WorkflowNotFoundException e) {
            // Its workflow was ended from outside, so nobody waits; what was decided meanwhile stands.
            authorizations.closeUndecided(caller.tenant(), decision.authorizationId(), Status.WITHDRAWN);
            return sameOrConflict(find(caller.tenant(), decision.authorizationId()), decision);
        } catch (WorkflowUpdateException e) {
            return sameOrConflict(find(caller.tenant(), decision.authorizationId()), decision);
        }
        Authorization now = find(caller.tenant(), decision.authorizationId());
        if (verdict.accepted()) {
            return now;
        }
        if (now.status() != Status.PENDING) {
            return sameOrConflict(now, decision);
        }
        String reason = verdict.reason();
        throw Problem.of(403, "not_allowed_to_decide", reason == null ? "Another approver must decide" : reason)
                .toException();
    }

    private WorkflowUpdateHandle<DecisionVerdict> send(Authorization authorization, Decision decision) {
        return temporal.client()
                .newUntypedWorkflowStub(authorization.workflowId())
                .startUpdate(
                        UpdateOptions.newBuilder(DecisionVerdict.class)
                                .setUpdateName("decide")
                                .setUpdateId(decision.id())
                                .setWaitForStage(WorkflowUpdateStage.ACCEPTED)
                                .build(),
                        decision);
    }

    /** A grant, or arguments, that came too late were not taken: that is no repetition. */
    private Authorization sameOrConflict(Authorization authorization, Decision decision) {
        String wanted = decision.arguments() == null ? decision.verdict().name() : "EDITED";
        boolean same = decision.by().equals(authorization.decidedBy())
                && authorization.status().name().equals(wanted)
                && (decision.grant() == null || authorizations.isRecorded(authorization.tenant(), decision));
        if (same) {
            return authorization;
        }
        throw switch (authorization.status()) {
            case AUTHORIZED, DENIED, EDITED ->
                conflict("already_decided", "Somebody decided before; GET it to see who and how");
            case EXPIRED -> conflict("expired", "It has expired; whoever asked must ask again");
            case WITHDRAWN -> conflict("withdrawn", "The call was cancelled before anyone decided");
            case PENDING ->
                conflict("not_waiting", "Its workflow does not wait for this decision now; GET it again shortly");
        };
    }

    private static ProblemException conflict(String code, String detail) {
        return Problem.conflict(code, detail).toException();
    }
}
