package dev.handrail.api.lead;

import dev.handrail.api.problem.Problem;
import dev.handrail.api.problem.ProblemException;
import dev.handrail.api.temporal.Temporal;
import dev.handrail.lead.LeadOutcome;
import dev.handrail.lead.LeadOutcome.Result;
import dev.handrail.lead.LeadSubmission;
import dev.handrail.lead.LeadUndoRequest;
import dev.handrail.outcome.LeadStore;
import dev.handrail.outcome.LeadStore.StoredLead;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells how a lead stands: its stored end, else what its workflow says, else what was last stored. */
@Component
public class LeadStatus {

    private static final Duration WORKER_PATIENCE = Duration.ofSeconds(2);

    private final LeadStore leads;
    private final Temporal temporal;
    private final Waiting waiting;

    LeadStatus(LeadStore leads, Temporal temporal, Waiting waiting) {
        this.leads = leads;
        this.temporal = temporal;
        this.waiting = waiting;
    }

    /** @throws ProblemException 404 {@code lead_not_found}, 503 */
    public LeadOutcome find(String tenant, String leadId) {
        Optional<LeadOutcome> stored = leads.find(tenant, leadId).map(StoredLead::outcome);
        if (stored.isPresent() && stored.get().result().isFinal()) {
            return stored.get().result() == Result.UNDOING
                    ? undoing(tenant, leadId).orElse(stored.get())
                    : stored.get();
        }
        try {
            return ask(tenant, LeadSubmission.workflowId(tenant, leadId))
                    .map(waiting::explain)
                    .or(() -> stored)
                    .orElseThrow(LeadStatus::notFound);
        } catch (ProblemException | WorkflowException e) {
            return stored.orElseThrow(() -> e);
        }
    }

    /** @throws ProblemException 404 {@code lead_not_found}, 409 {@code lead_finished}, 503 */
    public void cancel(String tenant, String leadId) {
        Optional<LeadOutcome> stored = leads.find(tenant, leadId).map(StoredLead::outcome);
        if (stored.isPresent() && stored.get().result().isFinal()) {
            throw finished();
        }
        try {
            temporal.within(
                    Temporal.PATIENCE,
                    () -> temporal.client()
                            .newUntypedWorkflowStub(LeadSubmission.workflowId(tenant, leadId))
                            .cancel("Cancelled by the API"));
        } catch (WorkflowNotFoundException e) {
            throw stored.isPresent() ? finished() : notFound();
        }
    }

    private Optional<LeadOutcome> undoing(String tenant, String leadId) {
        try {
            return ask(tenant, LeadUndoRequest.workflowId(tenant, leadId));
        } catch (ProblemException | WorkflowException e) {
            return Optional.empty();
        }
    }

    private Optional<LeadOutcome> ask(String tenant, String workflowId) {
        try {
            @Nullable
            LeadOutcome outcome = temporal.within(
                    WORKER_PATIENCE,
                    () -> temporal.client().newUntypedWorkflowStub(workflowId).query("outcome", LeadOutcome.class));
            return Optional.ofNullable(outcome).filter(found -> found.tenant().equals(tenant));
        } catch (WorkflowNotFoundException e) {
            return Optional.empty();
        }
    }

    private static ProblemException notFound() {
        return Problem.notFound("lead_not_found", "There is no lead with this id; GET /api/leads lists them")
                .toException();
    }

    private static ProblemException finished() {
        return Problem.conflict("lead_finished", "This lead has ended; GET it to see how")
                .toException();
    }
}
