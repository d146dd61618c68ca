package dev.handrail.call;

import dev.handrail.authorization.AuthorizationActivities;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkflowImplementationOptions;

/**
 * What a worker runs so that tools are called, in leads and by themselves. A factory, because {@code @WorkflowInit}
 * would ask for a public class.
 */
public final class ToolCallWorker {

    private ToolCallWorker() {}

    public static void register(Worker worker, ToolActivities tools, AuthorizationActivities authorizations) {
        worker.registerWorkflowImplementationFactory(
                ToolCallWorkflow.class,
                input -> new AgentToolCall(input.get(0, ToolCall.class)),
                WorkflowImplementationOptions.getDefaultInstance());
        worker.registerActivitiesImplementations(tools, authorizations);
    }
}
