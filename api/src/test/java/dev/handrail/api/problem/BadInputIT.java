package dev.handrail.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.api.ApiUnderTest;
import dev.handrail.api.Leads;
import dev.handrail.api.Requests;
import dev.handrail.api.Requests.Answer;
import dev.handrail.call.Role;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputIT {

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final Requests pipeline = api.as("bad", "feed", Role.PIPELINE, Role.AGENT);

    @AfterEach
    void nothingWasStored() {
        assertThat(pipeline.get("/api/leads/summary").json().path("total").asInt())
                .isZero();
    }

    private static String lead() {
        return Leads.lead("B-1");
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("nothing", "", "body_missing", ""),
                Arguments.of("no JSON", "leadId=1", "invalid_json", ""),
                Arguments.of("two values", lead() + lead(), "invalid_json", ""),
                Arguments.of("an array", "[" + lead() + "]", "invalid_body", ""),
                Arguments.of("null", "null", "invalid_body", ""),
                Arguments.of("an unknown field", lead().replace("\"email\"", "\"e-mail\""), "invalid_body", "e-mail"),
                Arguments.of("text for a number", lead().replace("91", "\"91\""), "invalid_body", "analysis.fitScore"),
                Arguments.of("a number for text", lead().replace("\"3M\"", "3"), "invalid_body", "company"),
                Arguments.of("a huge number", lead().replace("91", "1e400"), "invalid_number", "analysis.fitScore"),
                Arguments.of("a score over 100", lead().replace("91", "101"), "invalid_body", "analysis.fitScore"),
                Arguments.of("a long number", lead().replace("91", "9".repeat(2000)), "invalid_json", ""),
                Arguments.of(
                        "a number with a huge exponent",
                        lead().replace("91", "1e999999999"),
                        "invalid_number",
                        "analysis.fitScore"),
                Arguments.of("a wrong choice", lead().replace("HIGH_FIT", "high"), "invalid_body", "analysis.intent"),
                Arguments.of("no id", lead().replace("\"leadId\":\"B-1\",", ""), "invalid_body", "leadId"),
                Arguments.of("an id with a slash", lead().replace("B-1", "B/1"), "invalid_body", "leadId"),
                Arguments.of("no analysis", "{\"leadId\":\"B-1\"}", "invalid_body", "analysis"),
                Arguments.of(
                        "evidence without source",
                        lead().replace("\"source\":\"ENRICHMENT\",", ""),
                        "invalid_body",
                        "analysis.evidence[0].source"),
                Arguments.of("a name twice", lead().replace("\"company\"", "\"email\""), "invalid_json", ""),
                Arguments.of("NUL", lead().replace("3M", "3\\u0000M"), "invalid_text", "company"),
                Arguments.of("half a surrogate pair", lead().replace("3M", "\\ud83d"), "invalid_text", "company"),
                Arguments.of(
                        "deep nesting", "{\"leadId\":" + "[".repeat(100) + "]".repeat(100) + "}", "invalid_json", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void refusesALeadWith(String what, String body, String code, String field) {
        Answer refused = pipeline.post("/api/leads", body);

        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.field("code")).as(refused.text()).isEqualTo(code);
        assertThat(refused.field("field")).isEqualTo(field);
        assertThat(refused.field("instance")).isEqualTo("/api/leads");
        assertThat(refused.field("correlationId")).isEqualTo(refused.header("X-Correlation-Id"));
    }

    @Test
    void refusesTextThatIsNotUtf8() {
        byte[] body = lead().getBytes(StandardCharsets.ISO_8859_1);
        body[lead().indexOf("3M")] = (byte) 0xE9;

        assertThat(pipeline.post("/api/leads", body).field("code")).isEqualTo("invalid_utf8");
    }

    @ParameterizedTest
    @ValueSource(ints = {1_100_000, 10_000_000})
    void refusesALargeBody(int size) {
        Answer refused = pipeline.post("/api/leads", "{\"leadId\":\"" + "x".repeat(size) + "\"}");

        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.field("code")).isEqualTo("too_large");
    }

    @Test
    void refusesWhatItDoesNotSpeak() {
        assertThat(pipeline.post("/api/leads", "<lead/>", "Content-Type", "application/xml")
                        .status())
                .isEqualTo(415);
        assertThat(pipeline.post("/api/leads", lead(), "Content-Type", "application/json; charset=utf-16")
                        .status())
                .isEqualTo(415);
        assertThat(pipeline.get("/api/leads", "Accept", "text/html").status()).isEqualTo(406);
        Answer method = pipeline.send("PUT", "/api/leads", null);
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.header("Allow")).isEqualTo("GET, POST");
        assertThat(pipeline.get("/api/nothing").field("code")).isEqualTo("not_found");
    }

    @Test
    void refusesAParameterThatItDoesNotKnow() {
        Answer refused = pipeline.get("/api/leads?status=running&reslut=BLOCKED&n%C3%A4me=1");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.field("code")).isEqualTo("unknown_parameter");
        assertThat(refused.field("field")).isEqualTo("reslut");
        assertThat(refused.field("detail")).contains("it has status, cursor, limit");
        assertThat(refused.json().path("errors").size()).isEqualTo(2);
        assertThat(pipeline.get("/api/leads/L-1?wait=5s").field("detail")).contains("it has none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/leads/%2e%2e%2fkeys",
                "/api/leads/a%00b",
                "/api/leads/%ff%fe",
                "/api/leads/a;b=c",
                "/api/leads//x",
                "/api/leads/" + "%41" + "%2F",
                "/api/leads?cursor=%ff%fe",
                "/api/leads?status=%00",
                "/api/leads?%01=1",
                "/api/leads/summary?prefix=%00",
                "/api/leads?limit=99999999999999999999",
                "/api/calls/call-acme-1",
                "/api/calls/%F0%9F%92%A9"
            })
    void answersAStrangePathWithAProblem(String path) {
        Answer refused = pipeline.get(path);

        assertThat(refused.status()).as(path + refused.text()).isBetween(400, 499);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(refused.field("code")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/leads/%zz HTTP/1.1",
                "GET /api/leads/<script> HTTP/1.1",
                "GET /api/leads?x=%u0000 HTTP/1.1",
                "BREW /api/leads HTTP/1.1",
                "TRACE /api/leads HTTP/1.1",
                "GET /../../etc/passwd HTTP/1.1",
                "GET /\u0001 HTTP/1.1"
            })
    void answersAStrangeRequestLineWithAProblem(String line) throws IOException {
        String answer = raw(line + "\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer " + pipeline.key()
                + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 4").contains("application/problem+json", "\"code\":");
        assertThat(answer).doesNotContain("Exception", "<html", "Tomcat");
    }

    @Test
    void answersHeadersThatAreTooLargeWithAProblem() throws IOException {
        String answer = raw("GET /api/leads HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Big: "
                + "x".repeat(40_000) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("<html", "Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "ä", "\t"})
    void refusesAMalformedIdempotencyKey(String key) throws IOException {
        String answer = raw("POST /api/leads HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                + pipeline.key() + "\r\nContent-Type: application/json\r\nIdempotency-Key: " + key
                + "\r\nContent-Length: " + lead().length() + "\r\n\r\n" + lead());

        assertThat(answer).startsWith("HTTP/1.1 400").contains("invalid_idempotency_key");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", api.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
