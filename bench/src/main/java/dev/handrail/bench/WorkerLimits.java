package dev.handrail.bench;

import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.tuning.PollerBehavior;
import io.temporal.worker.tuning.PollerBehaviorAutoscaling;
import io.temporal.worker.tuning.PollerBehaviorSimpleMaximum;
import java.util.Map;

/**
 * How much a worker takes on: read from the environment under the product's own names, so that one set of values reaches
 * both sides. The defaults are the product's.
 *
 * @param pollers fixed number of pollers for each kind of task; 0 lets the SDK scale them
 */
record WorkerLimits(int activitySlots, int workflowSlots, int cachedWorkflows, int pollers, boolean virtualThreads) {

    static WorkerLimits from(Map<String, String> environment) {
        return new WorkerLimits(
                Integer.parseInt(environment.getOrDefault("HANDRAIL_WORKER_ACTIVITY_SLOTS", "200")),
                Integer.parseInt(environment.getOrDefault("HANDRAIL_WORKER_WORKFLOW_SLOTS", "200")),
                Integer.parseInt(environment.getOrDefault("HANDRAIL_WORKER_CACHED_WORKFLOWS", "600")),
                Integer.parseInt(environment.getOrDefault("HANDRAIL_WORKER_POLLERS", "0")),
                Boolean.parseBoolean(environment.getOrDefault("HANDRAIL_WORKER_VIRTUAL_THREADS", "true")));
    }

    Map<String, String> asEnvironment() {
        return Map.of(
                "HANDRAIL_WORKER_ACTIVITY_SLOTS", Integer.toString(activitySlots),
                "HANDRAIL_WORKER_WORKFLOW_SLOTS", Integer.toString(workflowSlots),
                "HANDRAIL_WORKER_CACHED_WORKFLOWS", Integer.toString(cachedWorkflows),
                "HANDRAIL_WORKER_POLLERS", Integer.toString(pollers),
                "HANDRAIL_WORKER_VIRTUAL_THREADS", Boolean.toString(virtualThreads));
    }

    WorkerFactoryOptions factoryOptions() {
        return WorkerFactoryOptions.newBuilder()
                .setWorkflowCacheSize(cachedWorkflows)
                .setMaxWorkflowThreadCount(Math.max(600, cachedWorkflows))
                .setUsingVirtualWorkflowThreads(virtualThreads)
                .build();
    }

    WorkerOptions workerOptions() {
        PollerBehavior behavior =
                pollers == 0 ? new PollerBehaviorAutoscaling() : new PollerBehaviorSimpleMaximum(pollers);
        return WorkerOptions.newBuilder()
                .setMaxConcurrentActivityExecutionSize(activitySlots)
                .setMaxConcurrentLocalActivityExecutionSize(activitySlots)
                .setMaxConcurrentWorkflowTaskExecutionSize(workflowSlots)
                .setWorkflowTaskPollersBehavior(behavior)
                .setActivityTaskPollersBehavior(behavior)
                .setUsingVirtualThreads(virtualThreads)
                .build();
    }
}
