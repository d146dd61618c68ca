package dev.handrail.simulator.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.simulator.fault.Fault;
import dev.handrail.simulator.fault.FaultKind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AdminTest {

    private final Simulator simulator = Simulator.start(CounterCrm::new);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @Test
    void faultsAreAddedReplacedShownAndCleared() throws Exception {
        ask("POST", "/faults", """
                [{"kind": "cut_after", "method": "POST", "path": "/leads", "times": 1},
                 {"kind": "error_before", "status": 503, "answer": {"busy": true}, "headers": {"Retry-After": "7"}}]""");
        assertThat(simulator.faults().report()).hasSize(2);

        JsonNode shown = json(ask("PUT", "/faults", "{\"kind\": \"delay\", \"millis\": 1}"));
        assertThat(shown.path(0).path("fault").path("kind").asString()).isEqualTo("delay");
        assertThat(shown.path(0).path("fault").path("after").asInt()).isZero();
        assertThat(shown.path(0).path("acted").asInt()).isZero();

        assertThat(ask("DELETE", "/faults", "").statusCode()).isEqualTo(204);
        assertThat(simulator.faults().report()).isEmpty();
    }

    @Test
    void anErrorFaultSaysWhatItWasToldToSay() throws Exception {
        ask("POST", "/faults", """
                {"kind": "error_before", "status": 503, "answer": {"busy": true}, "headers": {"Retry-After": "7"}}""");

        var response = client.send(
                HttpRequest.newBuilder(URI.create(simulator.url() + "/leads")).build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).contains("7");
        assertThat(response.body()).isEqualTo("{\"busy\":true}");
    }

    @Test
    void aWordThatItDoesNotKnowIsRefusedWithAReason() throws Exception {
        var typo = ask("POST", "/faults", "{\"kind\": \"cut_after\", \"tims\": 1}");
        assertThat(typo.statusCode()).isEqualTo(400);
        assertThat(typo.body()).contains("tims");
        var two = ask("POST", "/faults", "{\"kind\": \"cut_after\", \"method\": \"POST|PATCH\"}");
        assertThat(two.statusCode()).isEqualTo(400);
        assertThat(two.body()).contains("add a fault for each");
        assertThat(ask("PUT", "/latency", "{\"seconds\": 1}").body()).contains("seconds is not one of");
        assertThat(ask("PUT", "/clock", "{\"now\": \"noon\"}").statusCode()).isEqualTo(400);
        assertThat(ask("GET", "/nowhere", "").statusCode()).isEqualTo(404);
        assertThat(simulator.faults().report()).isEmpty();
    }

    @Test
    void theClockIsSetAdvancedAndStopped() throws Exception {
        ask("PUT", "/clock", "{\"stopped\": true}");
        JsonNode clock = json(ask("PUT", "/clock", "{\"now\": \"2030-06-01T12:00:00Z\", \"advance\": \"PT10M\"}"));

        assertThat(clock.path("now").asString()).isEqualTo("2030-06-01T12:10:00Z");
        assertThat(simulator.clock().instant()).isEqualTo(Instant.parse("2030-06-01T12:10:00Z"));
    }

    @Test
    void latencyAndQuotaAreSwitches() throws Exception {
        ask("PUT", "/latency", "{\"millis\": 120}");
        assertThat(simulator.latency()).isEqualTo(Duration.ofMillis(120));
        ask("PUT", "/latency", "{\"millis\": 0}");

        ask("PUT", "/quota", "{\"full\": true}");
        assertThat(client.send(
                                HttpRequest.newBuilder(URI.create(simulator.url()))
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(429);
    }

    @Test
    void recordsAreSeededEditedShownAndDeletedOutsideTheLedger() throws Exception {
        assertThat(ask("POST", "/records/Text", "[{\"text\": \"a\"}, {\"text\": \"b\"}]")
                        .statusCode())
                .isEqualTo(201);
        ask("PATCH", "/records/Text/0", "{\"text\": \"edited\"}");
        ask("DELETE", "/records/Text/1", "");

        assertThat(ask("GET", "/records", "").body()).isEqualTo("{\"Text\":1}");
        assertThat(ask("GET", "/records/Text?text=edited", "").body()).isEqualTo("[{\"text\":\"edited\"}]");
        assertThat(ask("GET", "/records/Text?text=other", "").body()).isEqualTo("[]");
        assertThat(ask("POST", "/records/Nothing", "{}").body()).contains("There is no type Nothing");
        assertThat(simulator.ledger().all()).isEmpty();
    }

    @Test
    void theLedgerIsReadInPartsAndSummedUp() throws Exception {
        simulator.faults().add(Fault.of(FaultKind.ERROR_AFTER).times(1));
        for (String text : new String[] {"k-1", "k-1", "k-2"}) {
            client.send(
                    HttpRequest.newBuilder(URI.create(simulator.url() + "/leads"))
                            .POST(BodyPublishers.ofString(text))
                            .build(),
                    BodyHandlers.ofString());
        }

        assertThat(json(ask("GET", "/ledger", ""))).hasSize(6);
        assertThat(json(ask("GET", "/ledger?after=4", ""))).hasSize(2);
        assertThat(json(ask("GET", "/ledger?kind=request", ""))).hasSize(3);
        JsonNode effects = json(ask("GET", "/ledger?kind=effect&type=Text&externalId=k-1", ""));
        assertThat(effects).hasSize(2);
        assertThat(effects.path(0).path("action").asString()).isEqualTo("created");
        JsonNode summary = json(ask("GET", "/ledger/summary", ""));
        assertThat(summary.path("repeated")).hasSize(1);
        assertThat(summary.path("effects").path("Text").path("created").asInt()).isEqualTo(3);

        ask("DELETE", "/ledger", "");
        assertThat(simulator.ledger().all()).isEmpty();
    }

    @Test
    void theOverviewAndTheResetAreThere() throws Exception {
        ask("POST", "/records/Text", "{\"text\": \"a\"}");
        assertThat(json(ask("GET", "", "")).path("records").path("Text").asInt())
                .isEqualTo(1);
        assertThat(ask("POST", "/reset", "").statusCode()).isEqualTo(204);
        assertThat(json(ask("GET", "", "")).path("records").path("Text").asInt())
                .isZero();
    }

    private HttpResponse<String> ask(String method, String path, String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(simulator.adminUrl() + path))
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }
}
