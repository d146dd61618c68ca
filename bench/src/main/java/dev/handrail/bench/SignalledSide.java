package dev.handrail.bench;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A bare workflow that waits for a signal and writes a row, with a worker of its own. */
final class SignalledSide implements Decided, AutoCloseable {

    private static final String DATABASE = "bare";

    private final Program worker;
    private final WorkflowClient client;
    private final Writes writes;
    private final AtomicLong asked = new AtomicLong();

    private SignalledSide(Program worker, WorkflowClient client, Writes writes) {
        this.worker = worker;
        this.client = client;
        this.writes = writes;
    }

    static SignalledSide start(Workplace place, String address, WorkerLimits limits, Postgres postgres)
            throws IOException, SQLException {
        postgres.createDatabase(DATABASE);
        String jdbcUrl = postgres.jdbcUrl(DATABASE);
        try (Connection connection = DriverManager.getConnection(jdbcUrl, Postgres.USER, Postgres.USER);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE written (subject text PRIMARY KEY, at timestamptz NOT NULL DEFAULT clock_timestamp())");
        }
        Writes writes = Writes.to("written", jdbcUrl);
        String key = BareCodec.newKey();
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(System.getProperty("bench.worker.java").strip().split(" +")));
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), RowWorker.class.getName(), address, jdbcUrl));
        Map<String, String> environment = new HashMap<>(limits.asEnvironment());
        environment.put(BareCodec.KEY_VARIABLE, key);
        Program worker = Program.start(place, "row-worker", command, environment);
        return new SignalledSide(worker, TemporalClients.connect(address, BareCodec.converter(key)), writes);
    }

    @Override
    public String name() {
        return "bare";
    }

    @Override
    public String ask() {
        String subject = "bare-" + asked.incrementAndGet();
        client.newUntypedWorkflowStub(
                        "signalled",
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(subject)
                                .setTaskQueue(RowWorker.TASK_QUEUE)
                                .build())
                .start(subject);
        return subject;
    }

    @Override
    public void decide(String subject) {
        client.newUntypedWorkflowStub(subject).signal("decide", "authorized");
    }

    @Override
    public void awaitWrite(String subject) throws SQLException {
        writes.await(subject);
    }

    @Override
    public void close() throws SQLException {
        client.getWorkflowServiceStubs().shutdownNow();
        worker.close();
        writes.close();
    }
}
