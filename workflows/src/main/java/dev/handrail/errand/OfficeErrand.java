package dev.handrail.errand;

import dev.handrail.call.AskedCall;
import dev.handrail.call.CallResult;
import dev.handrail.call.CallResult.Status;
import dev.handrail.call.Digest;
import dev.handrail.call.DurableCall;
import dev.handrail.call.NextCall;
import dev.handrail.call.Refusal;
import dev.handrail.call.ToolCall;
import dev.handrail.call.UndoRequest;
import dev.handrail.call.UndoResult;
import dev.handrail.tool.Tool;
import dev.handrail.tool.Undo;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class OfficeErrand extends AskedCall implements ErrandWorkflow {

    private static final int RUN = 8;

    private final List<ToolCall> begun = new ArrayList<>();

    OfficeErrand(ToolCall call) {
        super(call);
    }

    @Override
    protected CallResult perform(ToolCall call) {
        try {
            CallResult planned = made(call);
            if (planned.status() != Status.SUCCEEDED) {
                return planned;
            }
            CallResult result = walk(call, planned);
            return CancellationScope.current().isCancelRequested() ? cancelled() : result;
        } catch (CanceledFailure e) {
            return cancelled();
        }
    }

    private CallResult walk(ToolCall call, CallResult planned) {
        List<CallResult> results = new ArrayList<>();
        List<@Nullable String> records = new ArrayList<>();
        for (NextCall next : Steps.of(planned.data())) {
            ToolCall step = step(call, next.tool(), Steps.arguments(next, records));
            begun.add(step);
            CallResult result = made(step);
            if (result.status() != Status.SUCCEEDED) {
                return refused(result, next.tool());
            }
            results.add(result);
            records.add(result.crmRecordId());
        }
        return succeeded(planned, results);
    }

    private CallResult made(ToolCall call) {
        return new DurableCall(authorizations).run(call, Tool.DEFAULT_TIMEOUT, call.tool(), true, this);
    }

    /** The same run makes a step once; another run of the same errand makes it anew. */
    private ToolCall step(ToolCall errand, String tool, Map<String, Object> arguments) {
        String workflow = errand.id().substring(0, errand.id().lastIndexOf('/'));
        String run = Workflow.getInfo().getFirstExecutionRunId().substring(0, RUN);
        String id = "%s/%s-%d".formatted(workflow, run, begun.size() + 1);
        return new ToolCall(
                id,
                errand.tenant(),
                errand.actor(),
                tool,
                arguments,
                Digest.ofText(id),
                true,
                errand.subject(),
                null,
                errand.reasoning(),
                null);
    }

    private static CallResult succeeded(CallResult planned, List<CallResult> results) {
        Map<String, Object> data = new LinkedHashMap<>(planned.data());
        data.remove(Steps.STEPS);
        List<String> warnings = new ArrayList<>(planned.warnings());
        Undo undo = Undo.NONE;
        for (CallResult result : results) {
            result.data().forEach(data::putIfAbsent);
            warnings.addAll(result.warnings());
            undo = undo.compareTo(result.undo()) < 0 ? result.undo() : undo;
        }
        String record = results.isEmpty() ? null : results.getFirst().crmRecordId();
        return CallResult.succeeded(record, data, warnings, undo, planned.attempts());
    }

    private CallResult refused(CallResult result, String tool) {
        List<UndoResult> left = takeBack("A later step was not made");
        String before = begun.size() < 2
                ? ""
                : left.isEmpty()
                        ? "; what was done before was taken back"
                        : "; of what was done before, some is still there: " + messages(left);
        return new CallResult(
                result.status(),
                null,
                Map.of(),
                result.warnings(),
                Undo.NONE,
                result.attempts(),
                false,
                result.code(),
                "%s: %s%s".formatted(tool, result.message(), before),
                null);
    }

    private CallResult cancelled() {
        List<UndoResult> left = takeBack("Cancelled");
        return CallResult.refused(
                Refusal.CANCELLED,
                left.isEmpty()
                        ? "It was cancelled, and what was done was taken back"
                        : "It was cancelled, but some of it is still there: " + messages(left),
                1);
    }

    /** In reverse; what could not be taken back. A step that was not made has nothing to undo. */
    private List<UndoResult> takeBack(String reason) {
        List<UndoResult> left = new ArrayList<>();
        Workflow.newDetachedCancellationScope(() -> {
                    for (ToolCall step : begun.reversed()) {
                        UndoResult undo = DurableCall.undo(
                                new UndoRequest(step.tenant(), step.actor(), step.id(), step.tool(), reason));
                        if (undo.status() == UndoResult.Status.LEFT_FOR_A_PERSON) {
                            left.add(undo);
                        }
                    }
                })
                .run();
        return left;
    }

    private static String messages(List<UndoResult> left) {
        return String.join(
                "; ", left.stream().map(undo -> String.valueOf(undo.message())).toList());
    }
}
