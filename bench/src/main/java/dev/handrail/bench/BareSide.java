package dev.handrail.bench;

import io.temporal.api.common.v1.Payloads;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.converter.DataConverter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A workflow of as many activities as a lead has, that do nothing, with a worker of its own; started over gRPC. */
final class BareSide implements Side, AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;
    private static final long BETWEEN_TRIES_MILLIS = 100;

    private final Program worker;
    private final WorkflowClient client;
    private final DataConverter converter;
    private final BareWorkflow.Work work;
    private final AtomicLong submitted = new AtomicLong();

    private BareSide(Program worker, WorkflowClient client, DataConverter converter, LeadShape shape) {
        this.worker = worker;
        this.client = client;
        this.converter = converter;
        this.work = shape.asWork();
    }

    static BareSide start(Workplace place, String address, WorkerLimits limits, LeadShape shape)
            throws IOException, InterruptedException {
        String key = BareCodec.newKey();
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(System.getProperty("bench.worker.java").strip().split(" +")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), BareWorker.class.getName(), address));
        var environment = new java.util.HashMap<>(limits.asEnvironment());
        environment.put(BareCodec.KEY_VARIABLE, key);
        Program worker = Program.start(place, "bare-worker", command, environment);
        DataConverter converter = BareCodec.converter(key);
        BareSide side = new BareSide(worker, TemporalClients.connect(address, converter), converter, shape);
        try {
            side.awaitWorker();
        } catch (IOException | InterruptedException | RuntimeException e) {
            side.close();
            throw e;
        }
        return side;
    }

    @Override
    public String name() {
        return "bare";
    }

    @Override
    public String submit() {
        String id = "bare-" + submitted.incrementAndGet();
        client.newUntypedWorkflowStub(
                        "bare",
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(id)
                                .setTaskQueue(BareWorker.TASK_QUEUE)
                                .build())
                .start(work);
        return id;
    }

    @Override
    public @Nullable String problem(String workflowId, HistoryEvent close) {
        if (close.getEventType() != EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED) {
            return "it ended with " + close.getEventType();
        }
        Payloads result = close.getWorkflowExecutionCompletedEventAttributes().getResult();
        BareWorkflow.Done done =
                converter.fromPayloads(0, Optional.of(result), BareWorkflow.Done.class, BareWorkflow.Done.class);
        return done.activities() == work.activities() ? null : "it ran %d activities".formatted(done.activities());
    }

    @Override
    public Map<String, ProcessTree> programs() {
        return Map.of("worker", worker.tree());
    }

    @Override
    public Set<String> databases() {
        return TemporalServer.databases();
    }

    private void awaitWorker() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (pollers() == 0) {
            worker.requireAlive();
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "The bare worker did not begin within %d s".formatted(PATIENCE_SECONDS));
            }
            Thread.sleep(BETWEEN_TRIES_MILLIS);
        }
    }

    private int pollers() {
        return client.getWorkflowServiceStubs()
                .blockingStub()
                .withDeadlineAfter(10, TimeUnit.SECONDS)
                .describeTaskQueue(DescribeTaskQueueRequest.newBuilder()
                        .setNamespace(TemporalClients.NAMESPACE)
                        .setTaskQueue(TaskQueue.newBuilder().setName(BareWorker.TASK_QUEUE))
                        .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
                        .build())
                .getPollersCount();
    }

    @Override
    public void close() {
        client.getWorkflowServiceStubs().shutdownNow();
        worker.close();
    }
}
