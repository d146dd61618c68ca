package dev.handrail.call;

import dev.handrail.tool.Tool;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;

final class AgentToolCall extends AskedCall implements ToolCallWorkflow {

    AgentToolCall(ToolCall call) {
        super(call);
    }

    @Override
    protected CallResult perform(ToolCall call) {
        try {
            CallResult result =
                    new DurableCall(authorizations).run(call, Tool.DEFAULT_TIMEOUT, call.tool(), false, this);
            return CancellationScope.current().isCancelRequested() ? takenBack(call) : result;
        } catch (CanceledFailure cancelled) {
            return takenBack(call);
        }
    }

    private static CallResult takenBack(ToolCall call) {
        UndoRequest request = new UndoRequest(call.tenant(), call.actor(), call.id(), call.tool(), "Cancelled");
        UndoResult[] undo = new UndoResult[1];
        Workflow.newDetachedCancellationScope(() -> undo[0] = DurableCall.undo(request))
                .run();
        return CallResult.refused(
                Refusal.CANCELLED,
                switch (undo[0].status()) {
                    case UNDONE -> "The call was cancelled and its change taken back";
                    case NOTHING_TO_UNDO -> "The call was cancelled before it changed anything";
                    case LEFT_FOR_A_PERSON ->
                        "The call was cancelled, but its change is still there: " + undo[0].message();
                },
                1);
    }
}
