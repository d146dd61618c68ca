package dev.handrail.bench;

import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** The program that runs the signalled workflow: {@code RowWorker ADDRESS JDBC_URL}, key and limits in the environment. */
public final class RowWorker {

    static final String TASK_QUEUE = "rows";

    private RowWorker() {}

    public static void main(String[] arguments) throws InterruptedException, SQLException {
        WorkflowClient client =
                TemporalClients.connect(arguments[0], BareCodec.converter(System.getenv(BareCodec.KEY_VARIABLE)));
        WorkerLimits limits = WorkerLimits.from(System.getenv());
        WorkerFactory factory = WorkerFactory.newInstance(client, limits.factoryOptions());
        Worker worker = factory.newWorker(TASK_QUEUE, limits.workerOptions());
        worker.registerWorkflowImplementationTypes(SignalledStep.class);
        Connection connection = DriverManager.getConnection(arguments[1], Postgres.USER, Postgres.USER);
        worker.registerActivitiesImplementations((RowActivities) row -> write(connection, row));
        factory.start();
        Runtime.getRuntime().addShutdownHook(new Thread(factory::shutdownNow));
        factory.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    }

    private static String write(Connection connection, String row) {
        synchronized (connection) {
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO written (subject) VALUES (?) ON CONFLICT DO NOTHING")) {
                insert.setString(1, row);
                insert.executeUpdate();
                return row;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
