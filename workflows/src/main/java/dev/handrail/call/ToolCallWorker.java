package dev.handrail.call;

import dev.handrail.authorization.AuthorizationActivities;
import io.temporal.worker.Worker;

/** What a worker runs so that tools are called, in leads and by themselves. */
public final class ToolCallWorker {

    private ToolCallWorker() {}

    public static void register(Worker worker, ToolActivities tools, AuthorizationActivities authorizations) {
        worker.registerWorkflowImplementationTypes(AgentToolCall.class);
        worker.registerActivitiesImplementations(tools, authorizations);
    }
}
