package dev.handrail.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A CRM that answers as slowly as one over the internet and allows as much as it is asked; {@code ./handrail simulate}. */
final class SimulatedCrm implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int PATIENCE_SECONDS = 600;
    private static final int PLENTY = 1_000_000_000;

    /** What HubSpot allows private apps of its smaller plans. */
    private static final int PER_TEN_SECONDS = 100;

    static final long WINDOW_MILLIS = 11_000;

    /** Handrail keeps a tenth for what people approve. */
    static final double CALLS_A_SECOND = PER_TEN_SECONDS / 10.0 * 0.9;

    private final String name;
    private final Program program;
    private final JsonNode where;
    private final HttpClient http = HttpClient.newHttpClient();

    private SimulatedCrm(String name, Program program, JsonNode where) {
        this.name = name;
        this.program = program;
        this.where = where;
    }

    /** @param name {@code salesforce} or {@code hubspot} */
    static SimulatedCrm start(Workplace place, String name) throws IOException, InterruptedException {
        String handrail = place.project().resolve("handrail").toString();
        Program program = Program.start(place, name, List.of(handrail, "simulate", name), Map.of());
        try {
            SimulatedCrm crm = new SimulatedCrm(name, program, where(place, name, program));
            crm.admin("PUT", "/quota", crm.quota());
            return crm;
        } catch (IOException | InterruptedException | RuntimeException e) {
            program.close();
            throw e;
        }
    }

    private static JsonNode where(Workplace place, String name, Program program)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
        while (System.nanoTime() < deadline) {
            Optional<String> line = Files.readAllLines(place.log(name)).stream()
                    .filter(text -> text.startsWith("{"))
                    .findFirst();
            if (line.isPresent()) {
                return JSON.readTree(line.get());
            }
            program.requireAlive();
            Thread.sleep(100);
        }
        throw new IllegalStateException("The simulated %s did not start".formatted(name));
    }

    /** What a product needs to work with it. */
    Map<String, String> environment() {
        String url = where.path("url").asString();
        String provider = name.toUpperCase(Locale.ROOT);
        return switch (name) {
            case "salesforce" ->
                Map.of(
                        "CRM_PROVIDER",
                        provider,
                        "SALESFORCE_LOGIN_URL",
                        url,
                        "SALESFORCE_CLIENT_ID",
                        "handrail-simulator",
                        "SALESFORCE_CLIENT_SECRET",
                        "handrail-simulator-secret");
            case "hubspot" ->
                Map.of(
                        "CRM_PROVIDER",
                        provider,
                        "HUBSPOT_URL",
                        url,
                        "HUBSPOT_ACCESS_TOKEN",
                        where.path("accessToken").asString());
            default -> throw new IllegalArgumentException(name);
        };
    }

    private String quota() {
        return name.equals("salesforce")
                ? "{\"dailyCalls\": %d}".formatted(PLENTY)
                : "{\"perTenSeconds\": %d, \"perDay\": %d, \"searchesPerSecond\": %d}"
                        .formatted(PLENTY, PLENTY, PLENTY);
    }

    void hubSpotsQuota() throws IOException, InterruptedException {
        admin("PUT", "/quota", "{\"perTenSeconds\": %d, \"searchesPerSecond\": 4}".formatted(PER_TEN_SECONDS));
    }

    void latency(Duration latency) throws IOException, InterruptedException {
        admin("PUT", "/latency", "{\"millis\": %d}".formatted(latency.toMillis()));
    }

    void forgetRequests() throws IOException, InterruptedException {
        admin("DELETE", "/ledger", "");
    }

    /** Since they were forgotten. */
    int requests() throws IOException, InterruptedException {
        return admin("GET", "/ledger/summary", "").path("requests").asInt();
    }

    ProcessTree tree() {
        return program.tree();
    }

    private JsonNode admin(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(where.path("adminUrl").asString() + path))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(
                    "The simulated %s answered %d: %s".formatted(name, answer.statusCode(), answer.body()));
        }
        return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
    }

    @Override
    public void close() {
        program.close();
        http.shutdownNow();
    }
}
