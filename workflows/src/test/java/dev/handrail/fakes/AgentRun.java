package dev.handrail.fakes;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.authorization.Decision;
import dev.handrail.authorization.DecisionVerdict;
import dev.handrail.authorization.SignalledDecision;
import dev.handrail.call.CallResult;
import dev.handrail.call.ToolCall;
import dev.handrail.call.ToolCallWorkflow;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call of {@code create_task} by an agent, on the bench. */
public final class AgentRun {

    public static final String ID = "call-default-key-1";

    private final Bench bench;
    private final ToolCallWorkflow workflow;
    private final WorkflowStub stub;

    private AgentRun(Bench bench, ToolCallWorkflow workflow) {
        this.bench = bench;
        this.workflow = workflow;
        this.stub = WorkflowStub.fromTyped(workflow);
    }

    public static AgentRun of(Bench bench) {
        ToolCall call = new ToolCall(
                ID + "/0",
                "default",
                "agent-1",
                "create_task",
                Map.of("subject", "Call back"),
                "key-1",
                true,
                "00Q000000000001",
                null,
                "The customer asked for it",
                null);
        ToolCallWorkflow workflow = bench.newWorkflow(ToolCallWorkflow.class, ID);
        WorkflowClient.start(workflow::run, call);
        return new AgentRun(bench, workflow);
    }

    public CallResult answer() {
        return workflow.answer();
    }

    public CallResult state() {
        return workflow.state();
    }

    public CallResult end() {
        return stub.getResult(CallResult.class);
    }

    public void cancel() {
        stub.cancel();
    }

    public void cancelBetweenAttempts() {
        bench.cancelBetweenAttempts(stub.getExecution().getWorkflowId());
    }

    /** Waits for the workflow to end as cancelled; the state tells what became of the call. */
    public void assertCancelled() {
        assertThatThrownBy(this::end)
                .isInstanceOf(WorkflowFailedException.class)
                .hasCauseInstanceOf(CanceledFailure.class);
    }

    public DecisionVerdict decide(String authorizationId, Decision.Verdict verdict) {
        return decide(new Decision(FakeAuthorizations.DECISION, authorizationId, verdict, "ann", null));
    }

    public DecisionVerdict decide(Decision decision) {
        return workflow.decide(decision);
    }

    public void signal(@Nullable SignalledDecision decision) {
        workflow.decisionSignalled(decision);
    }
}
