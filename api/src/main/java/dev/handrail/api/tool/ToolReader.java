package dev.handrail.api.tool;

import dev.handrail.call.CallResult;
import dev.handrail.call.ToolCall;

/** Runs a tool that only reads, through the guards, outside a workflow. */
@FunctionalInterface
public interface ToolReader {

    /** @throws dev.handrail.door.RetryLaterException when trying again may help */
    CallResult read(ToolCall call);
}
