package dev.handrail.call;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/**
 * The one way to change a CRM: policy, limits, breaker, write, audit, all in one activity.
 *
 * <p>Both throw an {@code ApplicationFailure} only when trying again may help; its type is a name of
 * {@link RetryLater}. Everything else is in the result.
 */
@ActivityInterface
public interface ToolActivities {

    @ActivityMethod(name = "call_tool")
    CallResult call(ToolCall call);

    @ActivityMethod(name = "undo_tool")
    UndoResult undo(UndoRequest request);
}
