package dev.handrail.door;

import dev.handrail.call.CallResult;
import dev.handrail.call.ToolCall;

/** Told what became of each call, perhaps more than once: an attempt that is repeated tells it again. */
public interface ToolCallListener {

    void ended(ToolCall call, CallResult result);
}
