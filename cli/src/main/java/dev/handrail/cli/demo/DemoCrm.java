package dev.handrail.cli.demo;

import dev.handrail.cli.Api;
import dev.handrail.cli.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;

/** The simulated CRM that the script has started for a demo. */
record DemoCrm(String name, URI adminUrl) {

    private static final Map<String, String> NO_LIMITS = Map.of(
            "hubspot", "{\"perTenSeconds\": 10000000, \"perDay\": 10000000, \"searchesPerSecond\": 10000000}",
            "salesforce", "{\"dailyCalls\": 10000000}");

    private static final Map<String, String> LIMITS = Map.of(
            "hubspot", "100 calls in ten seconds and 4 searches a second",
            "salesforce", "15,000 calls a day");

    /**
     * @param environment holds in {@code HANDRAIL_SIMULATOR} the file with what the simulator said first
     * @throws Failure when there is none of this name
     */
    static DemoCrm find(String name, Map<String, String> environment) {
        String file = environment.getOrDefault("HANDRAIL_SIMULATOR", "");
        if (!NO_LIMITS.containsKey(name)) {
            throw new Failure("There is no simulated %s; there are: hubspot, salesforce".formatted(name));
        }
        if (file.isBlank()) {
            throw new Failure("Start this with the script, which starts the simulator: ./handrail demo --crm " + name);
        }
        try {
            return new DemoCrm(
                    name,
                    URI.create(Api.parse(Files.readString(Path.of(file)))
                            .path("adminUrl")
                            .asString("")));
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            throw new Failure("The simulator did not say where it is; run it again", e);
        }
    }

    String limits() {
        return LIMITS.getOrDefault(name, "");
    }

    void liftLimits() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(adminUrl + "/quota"))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(NO_LIMITS.getOrDefault(name, "{}")))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new Failure("The simulator does not lift its limits: " + answer.body());
            }
        } catch (IOException e) {
            throw new Failure("The simulator does not answer; run it again", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted", e);
        }
    }
}
