package dev.handrail.api.tool;

import dev.handrail.api.problem.Problem;
import dev.handrail.api.temporal.StartOptions;
import dev.handrail.api.temporal.Temporal;
import dev.handrail.call.CallResult;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells how a tool call stands, now or when it changes. */
@Component
public class CallStatus {

    private static final Duration LOOK = Duration.ofSeconds(2);

    private final Temporal temporal;

    CallStatus(Temporal temporal) {
        this.temporal = temporal;
    }

    /** @throws dev.handrail.api.problem.ProblemException 404 {@code call_not_found}, 503 */
    public CallReply find(String tenant, String id) {
        return find(tenant, id, Duration.ZERO);
    }

    /** @param wait how long to wait for it to end or to need a person, at most */
    public CallReply find(String tenant, String id, Duration wait) {
        if (!CallIdentity.isId(id)) {
            throw notFound();
        }
        long end = System.nanoTime() + wait.toNanos();
        CallReply first = look(tenant, id);
        CallReply reply = first;
        while (isOpen(reply) && reply.status() == first.status() && System.nanoTime() < end) {
            awaitEnd(tenant, id, Duration.ofNanos(Math.min(end - System.nanoTime(), LOOK.toNanos())));
            reply = look(tenant, id);
        }
        return reply;
    }

    private static boolean isOpen(CallReply reply) {
        return reply.status() == CallReply.Status.RUNNING || reply.status() == CallReply.Status.AUTHORIZATION_REQUIRED;
    }

    private CallReply look(String tenant, String id) {
        String workflowId = CallIdentity.workflowId(tenant, id);
        WorkflowStub workflow = temporal.client().newUntypedWorkflowStub(workflowId);
        WorkflowExecutionDescription description;
        try {
            description = temporal.within(LOOK, workflow::describe);
        } catch (WorkflowNotFoundException e) {
            throw notFound();
        }
        String tool = tool(description);
        try {
            CallResult result = switch (description.getStatus()) {
                // A cancelled workflow has no result, but it knows what became of its call.
                case WORKFLOW_EXECUTION_STATUS_RUNNING, WORKFLOW_EXECUTION_STATUS_CANCELED -> state(workflow);
                default -> temporal.within(LOOK, () -> workflow.getResult(CallResult.class));
            };
            return result == null
                    ? CallReply.running(id, workflowId, tool)
                    : CallReply.of(id, workflowId, tool, result);
        } catch (WorkflowFailedException e) {
            return CallReply.ended(
                    id,
                    workflowId,
                    tool,
                    "call_failed",
                    "The call did not come to an end; ask an operator to look at its workflow");
        }
    }

    /** Null while it runs, and while no worker is there to say. */
    private @Nullable CallResult state(WorkflowStub workflow) {
        try {
            return temporal.within(LOOK, () -> workflow.query("state", CallResult.class));
        } catch (Temporal.Unanswered | WorkflowException e) {
            return null;
        }
    }

    private void awaitEnd(String tenant, String id, Duration wait) {
        WorkflowStub workflow = temporal.client().newUntypedWorkflowStub(CallIdentity.workflowId(tenant, id));
        try {
            temporal.within(wait.plusSeconds(1), () -> {
                try {
                    return workflow.getResult(wait.toMillis() + 1, TimeUnit.MILLISECONDS, CallResult.class);
                } catch (TimeoutException e) {
                    return null;
                }
            });
        } catch (Temporal.Unanswered | WorkflowException e) {
            return;
        }
    }

    private static String tool(WorkflowExecutionDescription description) {
        String tool = description.getMemo(StartOptions.TOOL, String.class, String.class);
        return tool == null ? "unknown" : tool;
    }

    private static RuntimeException notFound() {
        return Problem.notFound(
                        "call_not_found",
                        "There is no call with this id, or it ended too long ago; call the tool again with the same arguments")
                .toException();
    }
}
