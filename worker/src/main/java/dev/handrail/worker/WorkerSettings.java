package dev.handrail.worker;

import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.tuning.PollerBehavior;
import io.temporal.worker.tuning.PollerBehaviorAutoscaling;
import io.temporal.worker.tuning.PollerBehaviorSimpleMaximum;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much the worker takes on, {@code HANDRAIL_WORKER_…}. On two cores, eager dispatch, virtual threads and pollers that
 * scale took a workflow of seven empty steps from 167 to 115 CPU ms.
 *
 * @param activitySlots activities at once
 * @param workflowSlots workflow tasks at once
 * @param cachedWorkflows workflows kept in memory between their tasks
 * @param pollers fixed number of pollers for each kind of task; 0 lets the SDK scale them by load
 * @param virtualThreads whether workflows and activities run on virtual threads
 * @param drain how long a stop waits for what is running
 */
@ConfigurationProperties("handrail.worker")
public record WorkerSettings(
        @DefaultValue("200") int activitySlots,
        @DefaultValue("200") int workflowSlots,
        @DefaultValue("600") int cachedWorkflows,
        @DefaultValue("0") int pollers,
        @DefaultValue("true") boolean virtualThreads,
        @DefaultValue("10s") Duration drain) {

    /** A worker that has just started on a busy machine needs more than the SDK's second for its first workflow tasks. */
    private static final long COLD_START_MILLIS = 5_000;

    WorkerFactoryOptions.Builder factoryOptions() {
        return WorkerFactoryOptions.newBuilder()
                .setWorkflowCacheSize(cachedWorkflows)
                .setMaxWorkflowThreadCount(Math.max(600, cachedWorkflows))
                .setUsingVirtualWorkflowThreads(virtualThreads);
    }

    WorkerOptions workerOptions() {
        return WorkerOptions.newBuilder()
                .setMaxConcurrentActivityExecutionSize(activitySlots)
                .setMaxConcurrentLocalActivityExecutionSize(activitySlots)
                .setMaxConcurrentWorkflowTaskExecutionSize(workflowSlots)
                .setWorkflowTaskPollersBehavior(pollerBehavior())
                .setActivityTaskPollersBehavior(pollerBehavior())
                .setDefaultDeadlockDetectionTimeout(COLD_START_MILLIS)
                .setUsingVirtualThreads(virtualThreads)
                .build();
    }

    private PollerBehavior pollerBehavior() {
        return pollers == 0 ? new PollerBehaviorAutoscaling() : new PollerBehaviorSimpleMaximum(pollers);
    }
}
