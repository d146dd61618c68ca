package dev.handrail.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against a server on this machine that speaks as OpenAI does. */
class ChatCompletionsIT {

    private static final String NOTES = "Spoke with Anna Berg, 608-555-0142.";
    private static final String FINDINGS = "{\"findings\": [{\"field\": \"name\", \"words\": \"Anna Berg\"}]}";

    private record Request(String path, @Nullable String authorization, JsonNode body) {}

    private interface Answer {
        void send(HttpExchange exchange) throws IOException;
    }

    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private Answer answer = exchange -> send(exchange, 200, completion(FINDINGS));
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            requests.add(new Request(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    JsonMapper.shared().readTree(exchange.getRequestBody())));
            answer.send(exchange);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        ended.countDown();
        server.stop(0);
    }

    @Test
    void asksTheModelWithTheSchemaAndTheNotesInMessagesOfTheirOwn() {
        Extraction extraction = extract("secret-key", Duration.ofSeconds(10));

        assertThat(extraction.best(Field.NAME)).map(Finding::value).contains("Anna Berg");
        assertThat(extraction.warnings()).isEmpty();
        Request request = requests.element();
        assertThat(request.path).isEqualTo("/v1/chat/completions");
        assertThat(request.authorization).isEqualTo("Bearer secret-key");
        assertThat(request.body.at("/model").stringValue()).isEqualTo("small");
        assertThat(request.body.at("/messages/0/role").stringValue()).isEqualTo("system");
        assertThat(request.body.at("/messages/0/content").stringValue()).doesNotContain("Anna");
        assertThat(request.body.at("/messages/1/role").stringValue()).isEqualTo("user");
        assertThat(request.body.at("/messages/1/content").stringValue()).contains(NOTES);
        assertThat(request.body.at("/response_format/type").stringValue()).isEqualTo("json_schema");
        assertThat(request.body.at("/response_format/json_schema/strict").asBoolean())
                .isTrue();
        assertThat(request.body
                        .at("/response_format/json_schema/schema/required/0")
                        .stringValue())
                .isEqualTo("findings");
    }

    @Test
    void sendsNoKeyToAnEndpointThatWantsNone() {
        extract(null, Duration.ofSeconds(10));

        assertThat(requests.element().authorization).isNull();
    }

    @Test
    void dropsWhatTheModelInvents() {
        answer = exchange -> send(
                exchange,
                200,
                completion("{\"findings\": [{\"field\": \"email\", \"words\": \"anna@berg.example\"}]}"));

        Extraction extraction = extract(null, Duration.ofSeconds(10));

        assertThat(extraction.all(Field.EMAIL)).isEmpty();
        assertThat(extraction.dropped()).isEqualTo(1);
    }

    @Test
    void goesOnWithTheRulesWhenTheModelAnswersBrokenJson() {
        answer = exchange -> send(exchange, 200, completion(FINDINGS.substring(0, 40)));
        assertGoesOnWithTheRules("did not answer in the form that was asked for");

        answer = exchange -> send(exchange, 200, "{\"choices\": [");
        assertGoesOnWithTheRules("answered without a text");

        answer = exchange ->
                send(exchange, 200, "{\"choices\": [{\"message\": {\"content\": null, \"refusal\": \"No\"}}]}");
        assertGoesOnWithTheRules("answered without a text");
    }

    @Test
    void goesOnWithTheRulesWhenTheEndpointFails() {
        answer = exchange -> send(exchange, 500, "{\"error\": {\"message\": \"%s\"}}".formatted(NOTES));
        assertGoesOnWithTheRules("answered 500");

        answer = exchange -> {
            exchange.getResponseHeaders().set("Location", "http://elsewhere.example/");
            send(exchange, 307, "");
        };
        assertGoesOnWithTheRules("answered 307");

        answer = HttpExchange::close;
        assertGoesOnWithTheRules("broke off");

        answer = exchange -> send(exchange, 200, completion("a".repeat(1_000_000)));
        assertGoesOnWithTheRules("answered more than a megabyte");
    }

    @Test
    void goesOnWithTheRulesWhenNobodyListens() {
        server.stop(0);

        assertGoesOnWithTheRules("cannot be reached; check its address");
    }

    @Test
    void goesOnWithTheRulesWhenTheModelIsSlowAlsoInTheMiddleOfItsAnswer() {
        answer = exchange -> waitForTheEnd();
        assertGoesOnWithTheRules("did not answer within 300 ms", Duration.ofMillis(300));

        answer = exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            waitForTheEnd();
        };
        assertGoesOnWithTheRules("did not answer within 300 ms", Duration.ofMillis(300));
    }

    @Test
    void keepsItsKeyToItself() {
        assertThat(new Endpoint(URI.create("https://models.example/v1"), "secret-key", "small", Duration.ofSeconds(1)))
                .hasToString("small at https://models.example/v1");
    }

    @Test
    void refusesAnAddressThatIsNone() {
        assertThatThrownBy(() -> new Endpoint(URI.create("models.example"), null, "small", Duration.ofSeconds(1)))
                .hasMessageContaining("starts with https://");
    }

    private void assertGoesOnWithTheRules(String warning) {
        assertGoesOnWithTheRules(warning, Duration.ofSeconds(10));
    }

    private void assertGoesOnWithTheRules(String warning, Duration timeout) {
        Extraction extraction = extract(null, timeout);

        assertThat(extraction.findings())
                .isEqualTo(new NotesReader("US").extract(NOTES).findings());
        assertThat(extraction.warnings())
                .singleElement()
                .satisfies(said -> assertThat(said)
                        .contains(warning)
                        .endsWith("; the fields come from rules")
                        .doesNotContain("Anna"));
    }

    private Extraction extract(@Nullable String key, Duration timeout) {
        URI base = URI.create(
                "http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort()));
        try (ChatCompletions model = new ChatCompletions(new Endpoint(base, key, "small", timeout))) {
            return new LanguageModelExtractor(model, "US").extract(NOTES);
        }
    }

    private void waitForTheEnd() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String completion(String content) {
        return JsonMapper.shared()
                .writeValueAsString(
                        Map.of("choices", List.of(Map.of("message", Map.of("role", "assistant", "content", content)))));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
