package dev.handrail.bench;

import com.google.protobuf.MessageLite;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import java.util.List;
import java.util.function.Function;

/**
 * What a workflow's history is made of. The bare workflow copies a lead's activities and payload sizes.
 *
 * @param startBytes the workflow's input, encoded
 * @param activityInputBytes mean of its activities
 * @param activityResultBytes mean of its activities
 */
record LeadShape(
        int activities,
        int events,
        int workflowTasks,
        int startBytes,
        int activityInputBytes,
        int activityResultBytes,
        int resultBytes) {

    /**
     * What {@link BareCodec} and JSON add to a payload of nothing but filler; {@code LeadShapeTest} holds it to the real
     * sizes.
     */
    private static final int ENVELOPE_BYTES = 130;

    /** Payload sizes of a lead like the sample, for a run without the product. */
    static LeadShape assumed(int activities) {
        return new LeadShape(activities, 0, 0, 1_700, 1_600, 400, 1_500);
    }

    static LeadShape of(List<HistoryEvent> history) {
        return new LeadShape(
                Math.toIntExact(count(history, EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)),
                history.size(),
                Math.toIntExact(count(history, EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)),
                meanBytes(
                        history,
                        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED,
                        event -> event.getWorkflowExecutionStartedEventAttributes()
                                .getInput()),
                meanBytes(
                        history,
                        EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED,
                        event -> event.getActivityTaskScheduledEventAttributes().getInput()),
                meanBytes(
                        history,
                        EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED,
                        event -> event.getActivityTaskCompletedEventAttributes().getResult()),
                meanBytes(
                        history,
                        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED,
                        event -> event.getWorkflowExecutionCompletedEventAttributes()
                                .getResult()));
    }

    BareWorkflow.Work asWork() {
        return new BareWorkflow.Work(
                activities,
                filler(activityInputBytes),
                filler(activityResultBytes),
                filler(resultBytes),
                BareSteps.filler(Math.max(0, filler(startBytes) - 60)));
    }

    private static int filler(int bytes) {
        return Math.max(0, bytes - ENVELOPE_BYTES);
    }

    private static long count(List<HistoryEvent> history, EventType type) {
        return history.stream().filter(event -> event.getEventType() == type).count();
    }

    private static int meanBytes(
            List<HistoryEvent> history, EventType type, Function<HistoryEvent, Payloads> payloads) {
        return (int) Math.round(history.stream()
                .filter(event -> event.getEventType() == type)
                .map(payloads)
                .mapToInt(MessageLite::getSerializedSize)
                .average()
                .orElse(0));
    }
}
