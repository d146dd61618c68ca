package dev.handrail.fakes;

import dev.handrail.call.ToolCallWorker;
import dev.handrail.errand.ErrandWorker;
import dev.handrail.lead.LeadWorker;
import dev.handrail.temporal.SearchAttributes;
import dev.handrail.temporal.TaskQueue;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.Jackson3JsonPayloadConverter;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * An in-memory Temporal that skips time, with a worker for both workflows and fakes behind it. Time only skips while a
 * test waits for a result or sleeps on the bench.
 */
public final class Bench implements AutoCloseable {

    /** As in production, without the encryption. */
    private static final DataConverter PLAIN =
            DefaultDataConverter.newDefaultInstance().withPayloadConverterOverrides(new Jackson3JsonPayloadConverter());

    private static final String QUEUE = TaskQueue.NAME;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    public final FakeTools tools = new FakeTools(this::now);
    public final FakeLeads leads = new FakeLeads();
    public final FakeUndos undos = new FakeUndos(leads);
    public final FakeAuthorizations authorizations = new FakeAuthorizations();
    private final TestWorkflowEnvironment environment;
    private final Worker worker;

    private Bench(DataConverter converter) {
        this.environment = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(converter)
                        .setIdentity("bench")
                        .build())
                .registerSearchAttribute(
                        SearchAttributes.OUTCOME.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                .registerSearchAttribute(SearchAttributes.WAITING.getName(), IndexedValueType.INDEXED_VALUE_TYPE_BOOL)
                .build());
        this.worker = environment.newWorker(QUEUE);
        LeadWorker.register(worker, leads, undos);
        ToolCallWorker.register(worker, tools, authorizations);
        ErrandWorker.register(worker);
    }

    public static Bench working() {
        return working(PLAIN);
    }

    public static Bench working(DataConverter converter) {
        Bench bench = new Bench(converter);
        bench.startWorking();
        return bench;
    }

    /** What is started stays untouched until {@link #startWorking}. */
    public static Bench idle() {
        return idle(PLAIN);
    }

    public static Bench idle(DataConverter converter) {
        return new Bench(converter);
    }

    public void startWorking() {
        environment.start();
    }

    public <T> T newWorkflow(Class<T> type, String workflowId) {
        return client().newWorkflowStub(
                        type,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(QUEUE)
                                .setWorkflowId(workflowId)
                                .build());
    }

    public WorkflowStub workflow(String workflowId) {
        return client().newUntypedWorkflowStub(workflowId);
    }

    public WorkflowClient client() {
        return environment.getWorkflowClient();
    }

    /** For an activity: cancels the workflow and goes on when the workflow has passed that on to the activity. */
    public void cancelFromWithin(String workflowId) {
        workflow(workflowId).cancel();
        await(
                "the cancellation of the activity",
                () -> client().fetchHistory(workflowId).getEvents().stream()
                        .anyMatch(
                                event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED));
    }

    /**
     * Cancels a workflow whose activity waits to be tried again, and goes on when the workflow has heard of it. An
     * attempt under way, or a clock that skips ahead meanwhile, would make another story of it.
     */
    public void cancelBetweenAttempts(String workflowId) {
        await(
                "an activity that waits to be tried again",
                () -> workflow(workflowId).describe().getRawDescription().getPendingActivitiesList().stream()
                        .anyMatch(activity -> activity.getAttempt() > 1));
        workflow(workflowId).cancel();
        await(
                "the workflow's answer to its cancellation",
                () -> client().fetchHistory(workflowId).getEvents().stream()
                        .dropWhile(event ->
                                event.getEventType() != EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED)
                        .anyMatch(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED));
    }

    /** For an activity: cancels the workflow, and goes on when Temporal has noted that. */
    public void cancelAndAwait(String workflowId) {
        workflow(workflowId).cancel();
        await(
                "the request to cancel",
                () -> client().fetchHistory(workflowId).getEvents().stream()
                        .anyMatch(event ->
                                event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED));
    }

    public String history(String workflowId) {
        return client().fetchHistory(workflowId).toJson(true);
    }

    public Instant now() {
        return Instant.ofEpochMilli(environment.currentTimeMillis());
    }

    public void sleep(Duration time) {
        environment.sleep(time);
    }

    /** Waits, in real time, for something that comes without time being skipped. */
    public void await(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new AssertionError("Never happened: " + what + "\n" + environment.getDiagnostics());
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    /** Runs a recorded history again; fails where the workflow would now do something else. */
    public void replay(String history) throws Exception {
        WorkflowReplayer.replayWorkflowExecution(WorkflowExecutionHistory.fromJson(history), worker);
    }

    /** In the background: it mostly waits for pollers to notice, and no other bench has to do with it. */
    @Override
    public void close() {
        Thread.ofPlatform().daemon().start(environment::close);
    }
}
