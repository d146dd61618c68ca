package dev.handrail.api.lead;

import dev.handrail.api.problem.Problem;
import dev.handrail.api.security.Caller;
import dev.handrail.api.temporal.StartOptions;
import dev.handrail.api.temporal.Temporal;
import dev.handrail.call.Digest;
import dev.handrail.lead.GroundedLead;
import dev.handrail.lead.LeadOutcome.Result;
import dev.handrail.lead.LeadOutcome.Status;
import dev.handrail.lead.LeadSubmission;
import dev.handrail.lead.LeadWorkflow;
import dev.handrail.outcome.LeadStore;
import dev.handrail.outcome.LeadStore.StoredLead;
import dev.handrail.temporal.SearchAttributes;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.SearchAttributes.Builder;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Makes a lead durable: once its workflow is started it will be worked on, whatever fails afterwards. */
@Component
class LeadIntake {

    private static final Logger log = LoggerFactory.getLogger(LeadIntake.class);

    private final LeadStore leads;
    private final Temporal temporal;

    LeadIntake(LeadStore leads, Temporal temporal) {
        this.leads = leads;
        this.temporal = temporal;
    }

    /** @param status how the lead stands, {@code PENDING} for one that is new */
    record Accepted(String leadId, String tenant, String workflowId, Status status, Result result) {}

    /**
     * The same lead again is accepted again and is one lead.
     *
     * @throws dev.handrail.api.problem.ProblemException 409 {@code lead_id_reused}, 503
     */
    Accepted submit(Caller caller, GroundedLead lead) {
        LeadSubmission submission = new LeadSubmission(caller.tenant(), caller.keyId(), Digest.of(lead), lead);
        Optional<StoredLead> known = leads.find(caller.tenant(), lead.leadId());
        if (known.isPresent()) {
            if (!known.get().digest().equals(submission.digest())) {
                throw reused();
            }
            return accepted(
                    submission,
                    known.get().outcome().status(),
                    known.get().outcome().result());
        }
        temporal.within(Temporal.PATIENCE, () -> start(submission));
        note(submission);
        return accepted(submission, Status.PENDING, Result.RUNNING);
    }

    private void start(LeadSubmission submission) {
        String workflowId = workflowId(submission);
        Builder attributes = io.temporal.common.SearchAttributes.newBuilder()
                .set(SearchAttributes.TENANT, submission.tenant())
                .set(SearchAttributes.LEAD, submission.lead().leadId());
        WorkflowOptions options = StartOptions.of(
                        workflowId,
                        submission.tenant(),
                        submission.digest(),
                        "Lead %s: %s"
                                .formatted(
                                        submission.lead().leadId(),
                                        submission.lead().analysis().decision()),
                        Map.of())
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
                .setTypedSearchAttributes(attributes.build())
                .build();
        try {
            WorkflowClient.start(temporal.client().newWorkflowStub(LeadWorkflow.class, options)::run, submission);
        } catch (WorkflowExecutionAlreadyStarted e) {
            WorkflowExecutionDescription running =
                    temporal.client().newUntypedWorkflowStub(workflowId).describe();
            boolean same = submission.digest().equals(running.getMemo(StartOptions.DIGEST, String.class))
                    && submission.tenant().equals(running.getMemo(StartOptions.TENANT, String.class));
            if (!same) {
                throw reused();
            }
        }
    }

    private void note(LeadSubmission submission) {
        try {
            leads.accepted(submission);
        } catch (RuntimeException e) {
            log.warn("Lead {} runs, but that could not be noted; it will be when it ends", workflowId(submission), e);
        }
    }

    private static Accepted accepted(LeadSubmission submission, Status status, Result result) {
        return new Accepted(submission.lead().leadId(), submission.tenant(), workflowId(submission), status, result);
    }

    private static String workflowId(LeadSubmission submission) {
        return LeadSubmission.workflowId(submission.tenant(), submission.lead().leadId());
    }

    private static RuntimeException reused() {
        return Problem.conflict(
                        "lead_id_reused",
                        "A lead with this leadId but other content was taken in before; send the change under a new leadId")
                .toException();
    }
}
