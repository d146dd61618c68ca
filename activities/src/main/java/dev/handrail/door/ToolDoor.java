package dev.handrail.door;

import dev.handrail.call.CallResult;
import dev.handrail.call.ToolActivities;
import dev.handrail.call.ToolCall;
import dev.handrail.call.UndoRequest;
import dev.handrail.call.UndoResult;

public final class ToolDoor implements ToolActivities {

    @Override
    public CallResult call(ToolCall call) {
        throw new IllegalStateException();
    }

    @Override
    public UndoResult undo(UndoRequest request) {
        throw new IllegalStateException();
    }

    /** Runs a tool that only reads, through the same guards, outside a workflow. */
    public CallResult read(ToolCall call) {
        throw new IllegalStateException();
    }
}
