package dev.handrail.worker;

import dev.handrail.connection.EventualStart;
import dev.handrail.connection.Migrations;
import dev.handrail.connection.SearchAttributeRegistration;
import dev.handrail.presence.WorkerPresence;
import dev.handrail.temporal.SearchAttributes;
import dev.handrail.temporal.TaskQueue;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes work from Temporal while the program runs. Temporal and Postgres may be away at start-up: it begins once both
 * are there. Stopping lets running activities finish, up to {@link WorkerSettings#drain()}.
 */
public final class RunningWorker extends EventualStart {

    private static final Logger log = LoggerFactory.getLogger(RunningWorker.class);

    private final WorkflowClient client;
    private final WorkerSettings settings;
    private final Migrations migrations;
    private final List<WorkerRegistration> registrations;
    private final List<WorkerInterceptor> interceptors;
    private final WorkerPresence presence;

    private volatile @Nullable WorkerFactory factory;
    private volatile @Nullable Announcement announcement;

    RunningWorker(
            WorkflowClient client,
            WorkerSettings settings,
            Migrations migrations,
            List<WorkerRegistration> registrations,
            List<WorkerInterceptor> interceptors,
            WorkerPresence presence) {
        super("take work from Temporal");
        this.client = client;
        this.settings = settings;
        this.migrations = migrations;
        this.registrations = registrations;
        this.interceptors = interceptors;
        this.presence = presence;
    }

    /** Why it takes no work; null while it does. */
    @Override
    public @Nullable String problem() {
        String schema = migrations.problem();
        return schema == null ? super.problem() : schema;
    }

    @Override
    public void stop() {
        super.stop();
        Announcement announced = announcement;
        announcement = null;
        if (announced != null) {
            announced.close();
        }
        WorkerFactory running = factory;
        factory = null;
        if (running == null) {
            return;
        }
        running.shutdown();
        running.awaitTermination(settings.drain().toMillis(), TimeUnit.MILLISECONDS);
        if (!running.isTerminated()) {
            log.warn("Some activities did not finish within {}; Temporal will have them repeated", settings.drain());
            running.shutdownNow();
        }
    }

    /** After the migrations began; stops after the web server has finished its requests. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    protected void attempt() throws InterruptedException {
        migrations.await();
        WorkflowServiceStubs stubs = client.getWorkflowServiceStubs();
        String namespace = client.getOptions().getNamespace();
        requireNamespace(stubs, namespace);
        SearchAttributeRegistration.ensure(stubs, namespace, SearchAttributes.ALL);
        WorkerFactory created = WorkerFactory.newInstance(
                client,
                settings.factoryOptions()
                        .setWorkerInterceptors(interceptors.toArray(WorkerInterceptor[]::new))
                        .build());
        try {
            Worker worker = created.newWorker(TaskQueue.NAME, settings.workerOptions());
            registrations.forEach(registration -> registration.register(worker));
            created.start();
        } catch (RuntimeException e) {
            created.shutdownNow();
            throw e;
        }
        factory = created;
        String identity = client.getOptions().getIdentity();
        announcement = new Announcement(
                () -> created.isStarted()
                        && !created.isShutdown()
                        && !created.getWorker(TaskQueue.NAME).isSuspended(),
                () -> presence.note(identity, TaskQueue.NAME),
                () -> presence.leave(identity));
        log.info("The worker takes work from task queue {} in namespace {}", TaskQueue.NAME, namespace);
    }

    private static void requireNamespace(WorkflowServiceStubs stubs, String namespace) {
        try {
            stubs.blockingStub()
                    .withDeadlineAfter(5, TimeUnit.SECONDS)
                    .describeNamespace(DescribeNamespaceRequest.newBuilder()
                            .setNamespace(namespace)
                            .build());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                throw new IllegalStateException(
                        "Temporal has no namespace \"%s\"; create it with: temporal operator namespace create %s"
                                .formatted(namespace, namespace));
            }
            throw e;
        }
    }
}
