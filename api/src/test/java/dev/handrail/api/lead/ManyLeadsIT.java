package dev.handrail.api.lead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.api.ApiUnderTest;
import dev.handrail.api.Leads;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A body of 100,000 leads, from a client that reads nothing until it has sent them all. */
class ManyLeadsIT {

    private static final int LINES = 100_000;

    /** Each fifth is wrong, in one way or the other. */
    private static final int WRONG = LINES / 5;

    /** Each lead is sent five times and is one workflow, so that not only the database is at work. */
    private static final int LEADS = 20_000;

    /** The front lives in about 40 MB. What is left holds neither the lines (110 MB) nor their results (29 MB). */
    private static final String HEAP = "72m";

    private static final String REASONING =
            "\"analysis\":{\"reasoning\":\"%s\",".formatted("Visited pricing. ".repeat(50));
    private static final String PADDING = "x".repeat(80);
    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void areTakenInWithAHeapThatHoldsNeitherTheirLinesNorTheirResults() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("synchronous_commit", "off")
                        .start();
                AcceptingTemporal temporal = new AcceptingTemporal()) {
            ApiUnderTest.migrate(postgres);
            try (SmallFront front = SmallFront.start(HEAP, postgres.getPort(), temporal.port())) {
                HttpURLConnection request = request(front);
                send(request.getOutputStream());

                assertThat(request.getResponseCode()).isEqualTo(200);
                try (BufferedReader results =
                        new BufferedReader(new InputStreamReader(request.getInputStream(), StandardCharsets.UTF_8))) {
                    for (int line = 1; line <= LINES; line++) {
                        expect(line, JSON.readTree(results.readLine()));
                    }
                    assertThat(results.readLine())
                            .isEqualTo("{\"accepted\":%d,\"refused\":%d}".formatted(LINES - WRONG, WRONG));
                    assertThat(results.readLine()).isNull();
                }
                assertThat(temporal.started()).isEqualTo(LEADS - LEADS / 5);
                assertThat(front.isAlive()).isTrue();
            }
        }
    }

    private static HttpURLConnection request(SmallFront front) throws IOException {
        HttpURLConnection request =
                (HttpURLConnection) URI.create("http://127.0.0.1:%d/api/leads".formatted(front.port()))
                        .toURL()
                        .openConnection();
        request.setDoOutput(true);
        request.setRequestProperty("Content-Type", "application/jsonl");
        request.setRequestProperty("Authorization", "Bearer " + front.key());
        request.setChunkedStreamingMode(64 * 1024);
        return request;
    }

    private static void send(OutputStream body) throws IOException {
        long size = 0;
        try (BufferedOutputStream lines = new BufferedOutputStream(body)) {
            for (int line = 1; line <= LINES; line++) {
                byte[] bytes = (lead(line) + "\n").getBytes(StandardCharsets.UTF_8);
                size += bytes.length;
                lines.write(bytes);
            }
        }
        assertThat(size).isGreaterThan(100_000_000);
    }

    private static String lead(int line) {
        String lead = Leads.lead("n%d-%s".formatted(line % LEADS, PADDING)).replace("\"analysis\":{", REASONING);
        return switch (line % 10) {
            case 0 -> lead.replace("ROUTE_TO_SDR", "CALL_NOW");
            case 5 -> lead.substring(0, lead.length() - 1);
            default -> lead;
        };
    }

    private static void expect(int line, JsonNode result) {
        String expected = switch (line % 10) {
            case 0 -> "400 invalid_body";
            case 5 -> "400 invalid_json";
            default -> "202 ";
        };
        assertThat(result.path("line").asInt()).isEqualTo(line);
        assertThat(result.path("status").asInt() + " " + result.path("code").asString(""))
                .as("%s", result)
                .isEqualTo(expected);
    }
}
