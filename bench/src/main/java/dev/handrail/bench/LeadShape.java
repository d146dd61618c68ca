package dev.handrail.bench;

import com.google.protobuf.MessageLite;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.MarkerRecordedEventAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What a workflow's history is made of. The bare workflow copies a lead's activities and payload sizes.
 *
 * @param activities those that do the workflow's work: ordinary ones, and local ones that call a tool
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
        List<MarkerRecordedEventAttributes> local = history.stream()
                .filter(HistoryEvent::hasMarkerRecordedEventAttributes)
                .map(HistoryEvent::getMarkerRecordedEventAttributes)
                .filter(LeadShape::callsATool)
                .toList();
        List<Payloads> inputs = new ArrayList<>(payloads(
                history,
                EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED,
                event -> event.getActivityTaskScheduledEventAttributes().getInput()));
        List<Payloads> results = new ArrayList<>(payloads(
                history,
                EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED,
                event -> event.getActivityTaskCompletedEventAttributes().getResult()));
        local.forEach(marker -> {
            inputs.add(marker.getDetailsOrDefault("input", Payloads.getDefaultInstance()));
            results.add(marker.getDetailsOrDefault("result", Payloads.getDefaultInstance()));
        });
        return new LeadShape(
                inputs.size(),
                history.size(),
                Math.toIntExact(history.stream()
                        .filter(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
                        .count()),
                meanBytes(payloads(
                        history,
                        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED,
                        event -> event.getWorkflowExecutionStartedEventAttributes()
                                .getInput())),
                meanBytes(inputs),
                meanBytes(results),
                meanBytes(payloads(
                        history,
                        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED,
                        event -> event.getWorkflowExecutionCompletedEventAttributes()
                                .getResult())));
    }

    /** The Java SDK's marker for a local activity; planning and concluding are ones too, and no work of a bare workflow. */
    private static boolean callsATool(MarkerRecordedEventAttributes marker) {
        return marker.getMarkerName().equals("LocalActivity")
                && marker.getDetailsOrDefault("type", Payloads.getDefaultInstance()).getPayloadsList().stream()
                        .anyMatch(type -> type.getData().toStringUtf8().equals("\"call_tool\""));
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

    private static List<Payloads> payloads(
            List<HistoryEvent> history, EventType type, Function<HistoryEvent, Payloads> payloads) {
        return history.stream()
                .filter(event -> event.getEventType() == type)
                .map(payloads)
                .toList();
    }

    private static int meanBytes(List<Payloads> all) {
        return (int) Math.round(
                all.stream().mapToInt(MessageLite::getSerializedSize).average().orElse(0));
    }
}
