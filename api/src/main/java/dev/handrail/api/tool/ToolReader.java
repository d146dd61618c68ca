package dev.handrail.api.tool;

import dev.handrail.call.CallResult;
import dev.handrail.call.ToolCall;

/** Runs a tool that only reads, through the guards, outside a workflow. */
@FunctionalInterface
public interface ToolReader {

    /** @throws io.temporal.failure.ApplicationFailure when trying again may help; see {@code RetryLater} */
    CallResult read(ToolCall call);
}
