package dev.handrail.bench;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.RegisterNamespaceRequest;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A real Temporal server on {@link Postgres}. */
final class TemporalServer implements AutoCloseable {

    /** Its databases and where their schemas are among those that the SQL tool brings along. */
    private static final Map<String, String> SCHEMAS = Map.of(
            "temporal", "postgresql/v12/temporal",
            "temporal_visibility", "postgresql/v12/visibility");

    private static final List<String> PORTS = List.of(
            "frontend",
            "frontend-membership",
            "frontend-http",
            "matching",
            "matching-membership",
            "history",
            "history-membership",
            "worker",
            "worker-membership");

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long BETWEEN_TRIES_MILLIS = 250;

    private final Program program;
    private final String address;

    private TemporalServer(Program program, String address) {
        this.program = program;
        this.address = address;
    }

    /**
     * @param server the program built from {@code go.temporal.io/server/cmd/server}
     * @param sqlTool the program built from {@code go.temporal.io/server/cmd/tools/sql}
     */
    static TemporalServer start(Workplace place, Path server, Path sqlTool, Postgres postgres)
            throws IOException, InterruptedException {
        for (Map.Entry<String, String> schema : SCHEMAS.entrySet()) {
            sql(place, sqlTool, postgres, schema.getKey(), List.of("create-database"));
            sql(place, sqlTool, postgres, schema.getKey(), List.of("setup-schema", "-v", "0.0"));
            sql(
                    place,
                    sqlTool,
                    postgres,
                    schema.getKey(),
                    List.of("update-schema", "--schema-name", schema.getValue()));
        }
        Map<String, String> values = values(place, postgres);
        Path config = place.run().resolve("config").resolve("bench.yaml");
        Files.createDirectories(config.getParent());
        Files.writeString(Path.of(values.get("dynamic")), resource("temporal-dynamic.yaml"));
        Files.writeString(config, fill(resource("temporal.yaml"), values));
        Program program = Program.start(
                place,
                "temporal",
                List.of(
                        server.toString(),
                        "--root",
                        place.run().toString(),
                        "--config",
                        "config",
                        "--env",
                        "bench",
                        "--allow-no-auth",
                        "start"),
                Map.of());
        return new TemporalServer(program, "127.0.0.1:" + values.get("frontend"));
    }

    static Set<String> databases() {
        return SCHEMAS.keySet();
    }

    String address() {
        return address;
    }

    ProcessTree tree() {
        return program.tree();
    }

    /** Makes the namespace, and the search attributes that the product wants in it, once the server can take them. */
    void prepare(WorkflowServiceStubs stubs) throws IOException, InterruptedException {
        insist("register the namespace", () -> {
            try {
                stubs.blockingStub()
                        .withDeadlineAfter(10, TimeUnit.SECONDS)
                        .registerNamespace(RegisterNamespaceRequest.newBuilder()
                                .setNamespace(TemporalClients.NAMESPACE)
                                .setWorkflowExecutionRetentionPeriod(com.google.protobuf.Duration.newBuilder()
                                        .setSeconds(Duration.ofDays(1).toSeconds()))
                                .build());
            } catch (StatusRuntimeException e) {
                if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
                    throw e;
                }
            }
        });
        insist(
                "find the namespace",
                () -> stubs.blockingStub()
                        .withDeadlineAfter(10, TimeUnit.SECONDS)
                        .describeNamespace(DescribeNamespaceRequest.newBuilder()
                                .setNamespace(TemporalClients.NAMESPACE)
                                .build()));
        OperatorServiceStubs operator = OperatorServiceStubs.newServiceStubs(OperatorServiceStubsOptions.newBuilder()
                .setChannel(stubs.getRawChannel())
                .validateAndBuildWithDefaults());
        insist(
                "add the search attributes",
                () -> operator.blockingStub()
                        .withDeadlineAfter(10, TimeUnit.SECONDS)
                        .addSearchAttributes(AddSearchAttributesRequest.newBuilder()
                                .setNamespace(TemporalClients.NAMESPACE)
                                .putSearchAttributes("HandrailTenant", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                                .putSearchAttributes("HandrailLead", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                                .putSearchAttributes("HandrailOutcome", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                                .putSearchAttributes("HandrailWaiting", IndexedValueType.INDEXED_VALUE_TYPE_BOOL)
                                .build()));
    }

    private void insist(String what, Runnable attempt) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            program.requireAlive();
            try {
                attempt.run();
                return;
            } catch (StatusRuntimeException e) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("Temporal would not %s within %d s: %s"
                            .formatted(what, PATIENCE.toSeconds(), e.getMessage()));
                }
            }
            Thread.sleep(BETWEEN_TRIES_MILLIS);
        }
    }

    private static void sql(Workplace place, Path tool, Postgres postgres, String database, List<String> action)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                tool.toString(),
                "--plugin",
                "postgres12",
                "--ep",
                "127.0.0.1",
                "-p",
                Integer.toString(postgres.port()),
                "-u",
                Postgres.USER,
                "--pw",
                Postgres.USER,
                "--db",
                database));
        command.addAll(action);
        try (Program run =
                Program.start(place, "sql-%s-%s".formatted(database, action.getFirst()), command, Map.of())) {
            run.awaitSuccess(60);
        }
    }

    private static Map<String, String> values(Workplace place, Postgres postgres) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        List<Integer> free = Ports.free(PORTS.size());
        for (int i = 0; i < PORTS.size(); i++) {
            values.put(PORTS.get(i), Integer.toString(free.get(i)));
        }
        values.put("postgres", Integer.toString(postgres.port()));
        values.put(
                "dynamic", place.run().resolve("config").resolve("dynamic.yaml").toString());
        return values;
    }

    private static String fill(String template, Map<String, String> values) {
        String filled = template;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace("@" + value.getKey() + "@", value.getValue());
        }
        return filled;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = TemporalServer.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
