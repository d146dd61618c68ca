package dev.handrail.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.simulator.server.Crm;
import dev.handrail.simulator.server.Simulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The product in a process of its own, with a real Temporal, and a simulated CRM behind it. */
final class LeadsToCrm implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final JsonMapper JSON = new JsonMapper();

    final Simulator simulator;
    private final LocalProcess handrail;
    private final String key;
    private final HttpClient http = HttpClient.newHttpClient();

    private LeadsToCrm(Simulator simulator, LocalProcess handrail) throws IOException {
        this.simulator = simulator;
        this.handrail = handrail;
        this.key = Files.readString(handrail.adminKey()).strip();
    }

    /** @param environment what Handrail needs to find the simulator */
    static LeadsToCrm start(Path home, Crm.Maker crm, Function<Simulator, Map<String, String>> environment)
            throws IOException, InterruptedException {
        Simulator simulator = Simulator.start(crm);
        Map<String, String> all = new HashMap<>(environment.apply(simulator));
        all.put("PATH", LocalProcess.temporalCommand().getParent() + ":" + System.getenv("PATH"));
        return new LeadsToCrm(simulator, LocalProcess.start(home, all).awaitUp());
    }

    JsonNode setUp() throws IOException, InterruptedException {
        return JSON.readTree(handrail.post("/api/admin/crm/setup", key, "application/json", "")
                .body());
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(handrail.get(path, key).body());
    }

    JsonNode post(String path, String body) throws IOException, InterruptedException {
        return JSON.readTree(handrail.post(path, key, "application/json", body).body());
    }

    /** As an approver, which the administrator is not. */
    JsonNode approve(String authorization) throws IOException, InterruptedException {
        String approver = post("/api/keys", "{\"roles\":[\"approver\"],\"name\":\"Ann\"}")
                .path("key")
                .asString();
        return JSON.readTree(handrail.post(
                        "/api/authorizations/" + authorization,
                        approver,
                        "application/json",
                        "{\"decision\":\"authorized\"}")
                .body());
    }

    /** The lead {@code L-1}, whose plan is to be approved first. */
    void sendForApproval() throws IOException, InterruptedException {
        ObjectNode lead =
                (ObjectNode) JSON.readTree(Files.readString(Path.of("..", "sample-data", "grounded-lead.json")));
        lead.remove("campaignId");
        post("/api/leads", lead.put("leadId", "L-1").put("approval", "plan").toString());
    }

    String metrics() throws IOException, InterruptedException {
        return handrail.get("/metrics", key).body();
    }

    /** Leads {@code L-1} to {@code L-n}, each of a company of its own. */
    void send(int leads) throws IOException, InterruptedException {
        JsonNode sample = JSON.readTree(Files.readString(Path.of("..", "sample-data", "grounded-lead.json")));
        String lines = IntStream.rangeClosed(1, leads)
                .mapToObj(number -> sample.toString()
                        .replace("L-1001", "L-" + number)
                        .replace("mmm.example.com", "company%d.example.com".formatted(number))
                        .replace("\"3M\"", "\"Company %d\"".formatted(number)))
                .collect(Collectors.joining("\n"));
        HttpResponse<String> answer = handrail.post("/api/leads", key, "application/jsonl", lines);
        assertThat(answer.body()).contains("\"accepted\":" + leads);
    }

    long completed() throws IOException, InterruptedException {
        return get("/api/leads/summary").at("/byResult/COMPLETED").asLong(0);
    }

    void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime())
                    .as("%s; leads stand: %s; %s", what, get("/api/leads/summary"), handrail.log())
                    .isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /** Over the simulator's admin path. */
    JsonNode admin(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(simulator.adminUrl() + path))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
        return JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        handrail.close();
        simulator.close();
    }
}
