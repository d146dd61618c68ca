package dev.handrail.bench;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.HistoryEventFilterType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads histories from Temporal, and waits for their end the same way for both sides. */
final class Histories {

    /** Longest a workflow may take; more means that something is stuck. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final WorkflowServiceStubs stubs;

    Histories(WorkflowServiceStubs stubs) {
        this.stubs = stubs;
    }

    /** The event that closed it, as soon as there is one: one long poll, answered by Temporal when the workflow ends. */
    HistoryEvent awaitClose(String workflowId) throws TimeoutException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        ByteString token = ByteString.EMPTY;
        while (System.nanoTime() < deadline) {
            GetWorkflowExecutionHistoryResponse response = poll(workflowId, token, deadline - System.nanoTime());
            if (response.getHistory().getEventsCount() > 0) {
                return response.getHistory().getEvents(0);
            }
            token = response.getNextPageToken();
        }
        throw stuck(workflowId);
    }

    List<HistoryEvent> read(String workflowId) {
        List<HistoryEvent> events = new ArrayList<>();
        ByteString token = ByteString.EMPTY;
        do {
            GetWorkflowExecutionHistoryResponse response = stubs.blockingStub()
                    .getWorkflowExecutionHistory(
                            request(workflowId).setNextPageToken(token).build());
            events.addAll(response.getHistory().getEventsList());
            token = response.getNextPageToken();
        } while (!token.isEmpty());
        return events;
    }

    private GetWorkflowExecutionHistoryResponse poll(String workflowId, ByteString token, long nanos)
            throws TimeoutException {
        try {
            return stubs.blockingStub()
                    .withDeadlineAfter(nanos, TimeUnit.NANOSECONDS)
                    .getWorkflowExecutionHistory(request(workflowId)
                            .setWaitNewEvent(true)
                            .setHistoryEventFilterType(HistoryEventFilterType.HISTORY_EVENT_FILTER_TYPE_CLOSE_EVENT)
                            .setNextPageToken(token)
                            .build());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED) {
                throw stuck(workflowId);
            }
            throw e;
        }
    }

    private static GetWorkflowExecutionHistoryRequest.Builder request(String workflowId) {
        return GetWorkflowExecutionHistoryRequest.newBuilder()
                .setNamespace(TemporalClients.NAMESPACE)
                .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId));
    }

    private static TimeoutException stuck(String workflowId) {
        return new TimeoutException("Workflow %s did not end within %d s".formatted(workflowId, PATIENCE.toSeconds()));
    }
}
