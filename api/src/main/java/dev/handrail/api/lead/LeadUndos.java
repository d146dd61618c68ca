package dev.handrail.api.lead;

import dev.handrail.api.problem.Problem;
import dev.handrail.api.problem.ProblemException;
import dev.handrail.api.security.Caller;
import dev.handrail.api.temporal.StartOptions;
import dev.handrail.api.temporal.Temporal;
import dev.handrail.call.Digest;
import dev.handrail.call.UndoRequest;
import dev.handrail.call.UndoResult;
import dev.handrail.connector.CrmFailure;
import dev.handrail.door.UndoDoor;
import dev.handrail.lead.LeadOutcome;
import dev.handrail.lead.LeadOutcome.Step;
import dev.handrail.lead.LeadUndoRequest;
import dev.handrail.lead.LeadUndoWorkflow;
import dev.handrail.temporal.SearchAttributes;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Undoes leads that have ended; each at most once. */
@Component
public class LeadUndos {

    private final LeadStatus status;
    private final UndoDoor door;
    private final Temporal temporal;

    LeadUndos(LeadStatus status, UndoDoor door, Temporal temporal) {
        this.status = status;
        this.door = door;
        this.temporal = temporal;
    }

    /**
     * What undoing a step would come to now.
     *
     * @param step number, from 1
     * @param would {@code undone}, {@code nothing_to_undo}, {@code left_for_a_person} or, while the CRM does not answer,
     *     {@code unknown}
     */
    public record Outlook(int step, String tool, String would, String message) {}

    /** @param steps in the order in which they would be undone */
    public record Preview(LeadOutcome lead, List<Outlook> steps) {}

    /**
     * Changes nothing.
     *
     * @throws ProblemException 404, or 409 as {@link #undo}
     */
    public Preview preview(Caller caller, String leadId) {
        LeadOutcome lead = undoable(caller.tenant(), leadId);
        return new Preview(
                lead,
                lead.toUndo().stream()
                        .map(number -> outlook(caller, lead, number))
                        .toList());
    }

    private Outlook outlook(Caller caller, LeadOutcome lead, int number) {
        Step step = lead.steps().get(number);
        UndoRequest request = new UndoRequest(
                caller.tenant(), caller.keyId(), lead.workflowId() + "/" + number, step.tool(), "", true);
        try {
            UndoResult result = door.outlook(request);
            return new Outlook(
                    number + 1, step.tool(), result.status().name().toLowerCase(Locale.ROOT), result.message());
        } catch (CrmFailure away) {
            return new Outlook(
                    number + 1, step.tool(), "unknown", "The CRM does not answer; an undo waits until it does");
        }
    }

    /**
     * Starts it; it goes on by itself, whatever fails.
     *
     * @param repeated whether the same request was sent before; then what has begun is its answer
     * @throws ProblemException 404 {@code lead_not_found}, 409 {@code lead_running}, {@code nothing_to_undo},
     *     {@code already_undone} or {@code too_old}, 503
     */
    public void undo(Caller caller, String leadId, String reason, boolean repeated) {
        if (repeated && status.find(caller.tenant(), leadId).undoing() != null) {
            return;
        }
        undoable(caller.tenant(), leadId);
        LeadUndoRequest request = new LeadUndoRequest(caller.tenant(), caller.keyId(), leadId, reason.strip());
        WorkflowOptions options = StartOptions.of(
                        LeadUndoRequest.workflowId(caller.tenant(), leadId),
                        caller.tenant(),
                        Digest.of(request),
                        "Undo of lead %s".formatted(leadId),
                        Map.of())
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY)
                .setTypedSearchAttributes(io.temporal.common.SearchAttributes.newBuilder()
                        .set(SearchAttributes.TENANT, caller.tenant())
                        .set(SearchAttributes.LEAD, leadId)
                        .build())
                .build();
        try {
            temporal.within(
                    Temporal.PATIENCE,
                    () -> WorkflowClient.start(
                            temporal.client().newWorkflowStub(LeadUndoWorkflow.class, options)::run, request));
        } catch (WorkflowExecutionAlreadyStarted e) {
            if (!repeated) {
                throw alreadyUndone();
            }
        }
    }

    private LeadOutcome undoable(String tenant, String leadId) {
        LeadOutcome lead = status.find(tenant, leadId);
        return switch (lead.result()) {
            case COMPLETED, FAILED -> withSomethingToUndo(lead);
            // Its workflow may have been ended from Temporal's UI; while it runs there is no second one.
            case UNDOING -> lead;
            case UNDONE, PARTLY_UNDONE -> throw alreadyUndone();
            case BLOCKED, REJECTED_BY_GROUNDING, ROLLED_BACK, DENIED, EXPIRED -> throw nothingToUndo();
            case RUNNING, WAITING_FOR_AUTHORIZATION, RATE_LIMITED ->
                throw Problem.conflict(
                                "lead_running", "This lead has not ended; cancel it, and what it wrote is taken back")
                        .toException();
        };
    }

    private LeadOutcome withSomethingToUndo(LeadOutcome lead) {
        if (lead.toUndo().isEmpty()) {
            throw nothingToUndo();
        }
        if (!door.remembers(lead.tenant(), lead.workflowId())) {
            throw Problem.conflict(
                            "too_old",
                            "Nothing is stored any more of what this lead replaced; take it back in the CRM, by its steps")
                    .toException();
        }
        return lead;
    }

    private static ProblemException nothingToUndo() {
        return Problem.conflict("nothing_to_undo", "Nothing of this lead is in the CRM; GET it to see why")
                .toException();
    }

    private static ProblemException alreadyUndone() {
        return Problem.conflict(
                        "already_undone",
                        "This lead is undone, or being undone; GET it to see how far. To have it again, send it under a new leadId")
                .toException();
    }
}
