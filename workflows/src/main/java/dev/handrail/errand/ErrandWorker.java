package dev.handrail.errand;

import dev.handrail.call.ToolCall;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkflowImplementationOptions;

/** What a worker runs so that errands are made; their calls are those of {@code ToolCallWorker}. */
public final class ErrandWorker {

    private ErrandWorker() {}

    public static void register(Worker worker) {
        worker.registerWorkflowImplementationFactory(
                ErrandWorkflow.class,
                input -> new OfficeErrand(input.get(0, ToolCall.class)),
                WorkflowImplementationOptions.getDefaultInstance());
    }
}
