package dev.handrail.standalone;

import dev.handrail.audit.AuditLog;
import dev.handrail.call.Role;
import dev.handrail.credential.ApiKeys;
import dev.handrail.tenant.TenantTransactions;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The product as separate processes, each of which can be killed; Postgres and Temporal come back by themselves. */
final class Crashing implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final String TENANT = "default";

    enum Part {
        WORKER,
        API,
        POSTGRES,
        TEMPORAL
    }

    private final Home home;
    private final Ports ports;
    private final int workerPort;
    private final PostgresServer postgres;
    private final TemporalServer temporal;
    private final Map<String, String> environment;
    private final PGSimpleDataSource owner;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private String key = "";
    private Process worker;
    private Process api;

    private Crashing(
            Home home,
            Ports ports,
            int workerPort,
            PostgresServer postgres,
            TemporalServer temporal,
            Map<String, String> environment) {
        this.home = home;
        this.ports = ports;
        this.workerPort = workerPort;
        this.postgres = postgres;
        this.temporal = temporal;
        this.environment = environment;
        this.owner = new PGSimpleDataSource();
        owner.setUrl(PostgresServer.url(ports.postgres()));
        owner.setUser(PostgresServer.USER);
        owner.setPassword(home.secret("postgres"));
    }

    static Crashing start(Path folder) throws Exception {
        return start(folder, Map.of());
    }

    /** @param environment of the worker and the api, beside what they need */
    static Crashing start(Path folder, Map<String, String> environment) throws Exception {
        Home home = Home.open(Map.of("HANDRAIL_HOME", folder.resolve("home").toString()));
        Ports ports = Ports.choose(home, freePort());
        PostgresServer postgres = PostgresServer.start(home, folder.resolve("cache"), ports.postgres());
        TemporalServer temporal = TemporalServer.choose(home, ports, System.getenv());
        if (!(temporal instanceof TemporalServer.Command)) {
            throw new IllegalStateException(
                    "This test needs the temporal command on the PATH; ./handrail test installs it");
        }
        temporal.start();
        Crashing system = new Crashing(home, ports, freePort(), postgres, temporal, environment);
        system.prepare();
        system.begin(Part.WORKER);
        system.begin(Part.API);
        system.awaitHealth(200, "\"worker\":\"up\"");
        return system;
    }

    /** A key of its own, as of another person or program. */
    String key(Role role) {
        return keys().issue(TENANT, Set.of(role), "crash test", "crash test", null)
                .key();
    }

    private ApiKeys keys() {
        JdbcClient jdbc = JdbcClient.create(owner);
        TenantTransactions transactions = new TenantTransactions(new JdbcTransactionManager(owner), jdbc);
        AuditLog audit = new AuditLog(transactions, jdbc, values -> values, null, Clock.systemUTC());
        return new ApiKeys(jdbc, transactions, audit, Clock.systemUTC());
    }

    private void prepare() {
        Flyway.configure().dataSource(owner).load().migrate();
        key = key(Role.ADMIN);
    }

    private Process program(String main, String name) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dsun.net.http.retryPost=false",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(home.log(name).toFile()));
        builder.environment()
                .putAll(Map.of(
                        "HANDRAIL_DATABASE_URL", PostgresServer.url(ports.postgres()),
                        "HANDRAIL_DATABASE_USER", PostgresServer.USER,
                        "HANDRAIL_DATABASE_PASSWORD", home.secret("postgres"),
                        "HANDRAIL_OFFICE_LATENCY", "20ms",
                        "TEMPORAL_ADDRESS", temporal.address(),
                        "SERVER_PORT", Integer.toString(name.equals("api") ? ports.http() : workerPort)));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** What {@code api} or {@code worker} has logged, a JSON object a line. */
    Stream<String> log(String name) throws IOException {
        return Files.lines(home.log(name));
    }

    int send(String lead) throws IOException, InterruptedException {
        return post("/api/leads", lead);
    }

    int cancel(String leadId) throws IOException, InterruptedException {
        return post("/api/leads/%s/cancel".formatted(leadId), "");
    }

    int undo(String leadId) throws IOException, InterruptedException {
        return post("/api/leads/%s/undo".formatted(leadId), "{\"reason\":\"Wrong list\"}");
    }

    private int post(String path, String body) throws IOException, InterruptedException {
        return post(key, path, body).statusCode();
    }

    HttpResponse<String> post(String withKey, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = request(withKey, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String withKey, String path) throws IOException, InterruptedException {
        return http.send(request(withKey, path).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Also when an outcome is stored, its workflow may still go on. */
    void awaitNothingRunning() {
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(temporal.address())
                .build());
        try {
            CountWorkflowExecutionsRequest running = CountWorkflowExecutionsRequest.newBuilder()
                    .setNamespace("default")
                    .setQuery("ExecutionStatus = 'Running'")
                    .build();
            await(
                    "every workflow has ended",
                    () -> stubs.blockingStub().countWorkflowExecutions(running).getCount() == 0);
        } finally {
            stubs.shutdownNow();
        }
    }

    /** Ends it with SIGKILL; it comes back. */
    void kill(Part part) throws IOException {
        end(part);
        begin(part);
    }

    /** Ends it with SIGKILL; Postgres and Temporal come back by themselves. */
    void end(Part part) {
        switch (part) {
            case WORKER -> worker.destroyForcibly().onExit().join();
            case API -> api.destroyForcibly().onExit().join();
            case POSTGRES -> killServer("postgres");
            case TEMPORAL -> killServer("temporal.db");
        }
    }

    void begin(Part part) throws IOException {
        switch (part) {
            case WORKER -> worker = program("dev.handrail.worker.WorkerApplication", "worker");
            case API -> api = program("dev.handrail.api.ApiApplication", "api");
            case POSTGRES, TEMPORAL -> {}
        }
    }

    private void killServer(String dataOfIt) {
        ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains(home.folder() + "/" + dataOfIt))
                .findFirst()
                .orElseThrow()
                .destroyForcibly();
    }

    /** Sends all leads as one stream, again and again until each line was accepted once. */
    void sendUntilAccepted(List<String> leads) {
        HttpRequest request = request("/api/leads")
                .header("Content-Type", "application/jsonl")
                .POST(HttpRequest.BodyPublishers.ofString(String.join("\n", leads)))
                .build();
        await("all leads are accepted", () -> {
            try {
                String answer =
                        http.send(request, HttpResponse.BodyHandlers.ofString()).body();
                return answer.contains("{\"accepted\":%d,\"refused\":0}".formatted(leads.size()));
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    void awaitCalls(int calls) {
        await(calls + " calls are made", () -> number("SELECT count(*) FROM tool_call") >= calls);
    }

    void awaitUndoneCalls(int calls) {
        await(
                calls + " calls are undone",
                () -> number("SELECT count(*) FROM tool_call WHERE state = 'UNDONE'") >= calls);
    }

    void awaitFinished(int leads) {
        await(
                leads + " leads are finished",
                () -> number("SELECT count(*) FROM lead WHERE finished_at IS NOT NULL") >= leads);
    }

    private long number(String sql) {
        try {
            return JdbcClient.create(owner).sql(sql).query(Long.class).single();
        } catch (DataAccessException e) {
            return -1;
        }
    }

    /** What each first column counts, over all tenants. */
    Map<String, Long> count(String sql) {
        Map<String, Long> counts = new LinkedHashMap<>();
        JdbcClient.create(owner).sql(sql).query(row -> {
            counts.put(row.getString(1), row.getLong(2));
        });
        return counts;
    }

    Stream<String> auditExport() throws IOException, InterruptedException {
        return http.send(request("/api/audit/export").GET().build(), HttpResponse.BodyHandlers.ofLines())
                .body();
    }

    void awaitHealth(int status, String part) {
        await("/health says %d, %s".formatted(status, part), () -> {
            try {
                HttpResponse<String> health =
                        http.send(request("/health").GET().build(), HttpResponse.BodyHandlers.ofString());
                return health.statusCode() == status && health.body().contains(part);
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private HttpRequest.Builder request(String path) {
        return request(key, path);
    }

    private HttpRequest.Builder request(String withKey, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.http() + path))
                .timeout(Duration.ofMinutes(2))
                .header("Authorization", "Bearer " + withKey);
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not within %s: %s".formatted(PATIENCE, what));
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws Exception {
        worker.destroyForcibly().onExit().join();
        api.destroyForcibly().onExit().join();
        temporal.close();
        postgres.close();
    }
}
