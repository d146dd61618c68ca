package dev.handrail.api.health;

import dev.handrail.presence.WorkerPresence;
import dev.handrail.temporal.TaskQueue;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether a lead would be taken and worked on: Postgres with its schema, Temporal, and a worker that polls and was seen lately. */
@Component
class Readiness {

    private static final Logger log = LoggerFactory.getLogger(Readiness.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** An idle worker's poll lasts a minute; a poller not seen for longer is gone. */
    private static final Duration POLL = Duration.ofSeconds(75);

    /** The address needs no credential: however often it is asked, the servers are asked once a second. */
    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final WorkflowClient client;
    private final WorkerPresence presence;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile State last = new State(Map.of(), Instant.EPOCH);

    Readiness(JdbcClient jdbc, WorkflowClient client, WorkerPresence presence) {
        this.jdbc = jdbc;
        this.client = client;
        this.presence = presence;
    }

    /** @param parts what is wrong with each of {@code database}, {@code temporal}, {@code worker}; "up" when nothing */
    record State(Map<String, String> parts, Instant at) {

        boolean isReady() {
            return parts.values().stream().allMatch("up"::equals);
        }
    }

    State state() {
        State known = last;
        if (known.at().plus(REMEMBERED).isAfter(Instant.now())) {
            return known;
        }
        Future<Optional<String>> database = threads.submit(this::database);
        Future<Optional<String>> temporal = threads.submit(this::temporal);
        Future<Optional<String>> worker = threads.submit(this::worker);
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("database", answer("database", database));
        parts.put("temporal", answer("temporal", temporal));
        parts.put("worker", parts.get("temporal").equals("up") ? answer("worker", worker) : "unknown");
        State state = new State(parts, Instant.now());
        last = state;
        return state;
    }

    private static String answer(String part, Future<Optional<String>> check) {
        try {
            return check.get(PATIENCE.toMillis() + 500, TimeUnit.MILLISECONDS).orElse("up");
        } catch (TimeoutException | ExecutionException e) {
            check.cancel(true);
            log.debug("{} does not answer", part, e);
            return "does not answer";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "was not asked";
        }
    }

    private Optional<String> database() {
        jdbc.sql("SELECT 1 FROM lead LIMIT 1").query(Integer.class).optional();
        return Optional.empty();
    }

    private Optional<String> temporal() {
        stub().describeNamespace(DescribeNamespaceRequest.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .build());
        return Optional.empty();
    }

    private Optional<String> worker() {
        if (!presence.anyone(TaskQueue.NAME)) {
            return Optional.of(
                    "no worker was seen in the last %d seconds".formatted(WorkerPresence.GONE_AFTER.toSeconds()));
        }
        boolean polls = polls(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW) && polls(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY);
        return polls ? Optional.empty() : Optional.of("no worker polls the task queue " + TaskQueue.NAME);
    }

    private boolean polls(TaskQueueType type) {
        DescribeTaskQueueRequest request = DescribeTaskQueueRequest.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setTaskQueue(
                        io.temporal.api.taskqueue.v1.TaskQueue.newBuilder().setName(TaskQueue.NAME))
                .setTaskQueueType(type)
                .build();
        long oldest = Instant.now().minus(POLL).getEpochSecond();
        try {
            return stub().describeTaskQueue(request).getPollersList().stream()
                    .anyMatch(poller -> poller.getLastAccessTime().getSeconds() >= oldest);
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
                return true; // the in-JVM test server cannot tell
            }
            throw e;
        }
    }

    private WorkflowServiceBlockingStub stub() {
        return client.getWorkflowServiceStubs()
                .blockingStub()
                .withDeadlineAfter(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
