package dev.handrail.bench;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The product as its users run it: worker and api as programs of their own; leads go in over HTTP. */
final class ProductSide implements Side, AutoCloseable {

    /** Steps of a routed lead with a high fit: the whole plan. */
    static final int STEPS = 7;

    /** The first start builds the product. */
    private static final int PATIENCE_SECONDS = 900;

    private static final long BETWEEN_TRIES_MILLIS = 100;

    private final Program worker;
    private final Program api;
    private final URI address;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final JsonMapper json = new JsonMapper();
    private final String template;
    private final AtomicLong submitted = new AtomicLong();
    private final Map<String, String> leadIds = new ConcurrentHashMap<>();
    private String authorization = "";

    private ProductSide(Program worker, Program api, URI address, String template) {
        this.worker = worker;
        this.api = api;
        this.address = address;
        this.template = template;
    }

    /** @param crm what its CRM needs in the environment; empty for the built-in one */
    static ProductSide start(
            Workplace place, TemporalServer temporal, Postgres postgres, WorkerLimits limits, Map<String, String> crm)
            throws IOException, SQLException, InterruptedException {
        int apiPort = Ports.free();
        Map<String, String> environment = new HashMap<>(limits.asEnvironment());
        environment.putAll(crm);
        environment.put("HANDRAIL_CRM_CALLS_PER_MINUTE", "1000000");
        environment.put("HANDRAIL_HOME", place.home().resolve("product").toString());
        environment.put("TEMPORAL_ADDRESS", temporal.address());
        environment.put("HANDRAIL_DATABASE_URL", postgres.jdbcUrl(Postgres.PRODUCT_DATABASE));
        environment.put("HANDRAIL_DATABASE_USER", Postgres.USER);
        environment.put("HANDRAIL_DATABASE_PASSWORD", Postgres.USER);
        environment.put(
                "HANDRAIL_KEYSET",
                ProductSecrets.keyset(place.run().resolve("keyset.json")).toString());
        String handrail = place.project().resolve("handrail").toString();
        int workerPort = Ports.free();
        Program worker = Program.start(
                place, "worker", List.of(handrail, "worker"), with(environment, "SERVER_PORT", workerPort));
        Program api = Program.start(place, "api", List.of(handrail, "api"), with(environment, "SERVER_PORT", apiPort));
        ProductSide side = new ProductSide(worker, api, URI.create("http://127.0.0.1:" + apiPort), template());
        try {
            side.awaitHealth(worker, URI.create("http://127.0.0.1:%d/health".formatted(workerPort)));
            side.awaitHealth(api, side.address.resolve("/health"));
            side.authorization =
                    "Bearer " + ProductSecrets.key(postgres.jdbcUrl(Postgres.PRODUCT_DATABASE), "pipeline");
        } catch (IOException | SQLException | InterruptedException | RuntimeException e) {
            side.close();
            throw e;
        }
        return side;
    }

    /** Has the CRM get what Handrail needs in it, such as HubSpot's custom properties. */
    void setUpCrm(Postgres postgres) throws IOException, SQLException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(address.resolve("/api/admin/crm/setup"))
                        .timeout(Duration.ofSeconds(60))
                        .header(
                                "Authorization",
                                "Bearer " + ProductSecrets.key(postgres.jdbcUrl(Postgres.PRODUCT_DATABASE), "admin"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(
                    "The set-up of the CRM answered %d: %s".formatted(answer.statusCode(), answer.body()));
        }
    }

    URI address() {
        return address;
    }

    @Override
    public String name() {
        return "product";
    }

    @Override
    public String submit() throws IOException, InterruptedException {
        long number = submitted.incrementAndGet();
        String leadId = "B-" + number;
        HttpResponse<byte[]> response = http.send(
                request("/api/leads")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(lead(template, leadId, number)))
                        .build(),
                BodyHandlers.ofByteArray());
        if (response.statusCode() != 202) {
            throw new IOException("POST /api/leads answered %d: %s"
                    .formatted(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8)));
        }
        String workflowId = json.readTree(response.body()).path("workflowId").asString();
        leadIds.put(workflowId, leadId);
        return workflowId;
    }

    @Override
    public @Nullable String problem(String workflowId, HistoryEvent close) throws IOException, InterruptedException {
        String leadId = leadIds.remove(workflowId);
        if (close.getEventType() != EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED) {
            return "it ended with " + close.getEventType();
        }
        HttpResponse<byte[]> response =
                http.send(request("/api/leads/" + leadId).GET().build(), BodyHandlers.ofByteArray());
        if (response.statusCode() == 200 && isSynced(json.readTree(response.body()))) {
            return null;
        }
        return "GET /api/leads/%s answered %d: %s"
                .formatted(leadId, response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
    }

    static boolean isSynced(JsonNode outcome) {
        JsonNode steps = outcome.path("steps");
        return outcome.path("status").asString("").equals("SYNCED_TO_CRM")
                && outcome.path("result").asString("").equals("COMPLETED")
                && steps.size() == STEPS
                && steps.valueStream()
                        .allMatch(step -> step.path("status").asString("").equals("SUCCEEDED"));
    }

    @Override
    public Map<String, ProcessTree> programs() {
        Map<String, ProcessTree> programs = new LinkedHashMap<>();
        programs.put("worker", worker.tree());
        programs.put("api", api.tree());
        return programs;
    }

    @Override
    public Set<String> databases() {
        Set<String> databases = new TreeSet<>(TemporalServer.databases());
        databases.add(Postgres.PRODUCT_DATABASE);
        return databases;
    }

    /** A lead of its own person at its own company: no two share an account, or resemble each other's name. */
    static String lead(String template, String leadId, long number) {
        return template.replace("@id@", leadId)
                .replace("@domain@", "c%d.example.com".formatted(number))
                .replace("@company@", CompanyNames.number(number));
    }

    static String template() throws IOException {
        try (InputStream in = ProductSide.class.getResourceAsStream("lead.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", authorization);
    }

    private void awaitHealth(Program program, URI health) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!isHealthy(health)) {
            program.requireAlive();
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "%s did not answer 200 within %d s".formatted(health, PATIENCE_SECONDS));
            }
            Thread.sleep(BETWEEN_TRIES_MILLIS);
        }
    }

    private boolean isHealthy(URI health) throws InterruptedException {
        try {
            return http.send(
                                    HttpRequest.newBuilder(health)
                                            .timeout(Duration.ofSeconds(5))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static Map<String, String> with(Map<String, String> environment, String name, int value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, Integer.toString(value));
        return more;
    }

    @Override
    public void close() {
        api.close();
        worker.close();
        http.shutdownNow();
    }
}
