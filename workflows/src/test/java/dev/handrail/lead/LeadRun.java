package dev.handrail.lead;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.authorization.Decision;
import dev.handrail.authorization.DecisionVerdict;
import dev.handrail.authorization.SignalledDecision;
import dev.handrail.fakes.Bench;
import dev.handrail.fakes.FakeAuthorizations;
import dev.handrail.fakes.SampleLead;
import dev.handrail.lead.LeadOutcome.Result;
import dev.handrail.lead.LeadOutcome.StepStatus;
import dev.handrail.temporal.SearchAttributes;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.CanceledFailure;

/** One lead on the bench. */
public final class LeadRun {

    private final Bench bench;
    private final LeadWorkflow workflow;
    private final WorkflowStub stub;

    private LeadRun(Bench bench, LeadWorkflow workflow) {
        this.bench = bench;
        this.workflow = workflow;
        this.stub = WorkflowStub.fromTyped(workflow);
    }

    public static LeadRun of(Bench bench, SampleLead lead) {
        LeadSubmission submission = lead.submission();
        LeadWorkflow workflow = bench.newWorkflow(
                LeadWorkflow.class,
                LeadSubmission.workflowId(submission.tenant(), submission.lead().leadId()));
        WorkflowClient.start(workflow::run, submission);
        return new LeadRun(bench, workflow);
    }

    public String id() {
        return stub.getExecution().getWorkflowId();
    }

    /** Waits for the end, skipping time. */
    public LeadOutcome end() {
        return stub.getResult(LeadOutcome.class);
    }

    /** Waits for the workflow to end as cancelled, and answers the outcome that was stored. */
    public LeadOutcome cancelledEnd() {
        assertThatThrownBy(this::end)
                .isInstanceOf(WorkflowFailedException.class)
                .hasCauseInstanceOf(CanceledFailure.class);
        return bench.leads.concluded().getLast();
    }

    public LeadOutcome outcome() {
        return workflow.outcome();
    }

    public LeadOutcome awaitWaiting() {
        bench.await("waiting for a person", () -> outcome().result() == Result.WAITING_FOR_AUTHORIZATION);
        return outcome();
    }

    public LeadOutcome awaitWaitingFor(String authorizationId) {
        bench.await(
                "waiting for " + authorizationId,
                () -> authorizationId.equals(outcome().authorizationId()));
        return outcome();
    }

    public DecisionVerdict decide(String authorizationId, Decision.Verdict verdict) {
        return decide(new Decision(FakeAuthorizations.DECISION, authorizationId, verdict, "ann", null));
    }

    public DecisionVerdict decide(Decision decision) {
        return workflow.decide(decision);
    }

    public void signal(String authorizationId, String decision, String code) {
        workflow.decisionSignalled(new SignalledDecision(authorizationId, decision, code, null));
    }

    /** The decision {@link #decide(String, Decision.Verdict)} sends, by the other way. */
    public void signalSameDecision(String authorizationId) {
        signal(authorizationId, "authorized", FakeAuthorizations.CODE);
    }

    /** Refused, too, when the lead has gone on or ended. */
    public DecisionVerdict decideUnlessOver(Decision decision) {
        try {
            return decide(decision);
        } catch (WorkflowServiceException | WorkflowNotFoundException | WorkflowUpdateException over) {
            return DecisionVerdict.no("Over");
        }
    }

    /** What the Temporal UI shows as the workflow's current details. */
    public String details() {
        return stub.query("__temporal_workflow_metadata", WorkflowMetadata.class)
                .getCurrentDetails();
    }

    public void cancel() {
        stub.cancel();
    }

    public void cancelBetweenAttempts() {
        bench.cancelBetweenAttempts(stub.getExecution().getWorkflowId());
    }

    public boolean waitingAttribute() {
        return Boolean.TRUE.equals(stub.describe().getTypedSearchAttributes().get(SearchAttributes.WAITING));
    }

    public String outcomeAttribute() {
        return stub.describe().getTypedSearchAttributes().get(SearchAttributes.OUTCOME);
    }

    public StepStatus step(String tool) {
        return stepOf(outcome(), tool).status();
    }

    public static LeadOutcome.Step stepOf(LeadOutcome outcome, String tool) {
        return outcome.steps().stream()
                .filter(step -> step.tool().equals(tool))
                .findFirst()
                .orElseThrow();
    }
}
