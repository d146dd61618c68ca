package dev.handrail.bench;

import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.util.concurrent.TimeUnit;

/** The program that runs the bare workflow: {@code BareWorker ADDRESS}, key and limits in the environment. */
public final class BareWorker {

    static final String TASK_QUEUE = "bare";

    private BareWorker() {}

    public static void main(String[] arguments) throws InterruptedException {
        WorkflowClient client =
                TemporalClients.connect(arguments[0], BareCodec.converter(System.getenv(BareCodec.KEY_VARIABLE)));
        WorkerLimits limits = WorkerLimits.from(System.getenv());
        WorkerFactory factory = WorkerFactory.newInstance(client, limits.factoryOptions());
        Worker worker = factory.newWorker(TASK_QUEUE, limits.workerOptions());
        register(worker);
        factory.start();
        Runtime.getRuntime().addShutdownHook(new Thread(factory::shutdownNow));
        factory.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    }

    static void register(Worker worker) {
        worker.registerWorkflowImplementationTypes(BareSteps.class);
        worker.registerActivitiesImplementations(
                (BareActivities) question -> new BareActivities.Answer(BareSteps.filler(question.answer())));
    }
}
