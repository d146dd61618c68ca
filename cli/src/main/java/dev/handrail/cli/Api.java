package dev.handrail.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the api and turns its problem details into a {@link Failure} that a person understands. */
public final class Api {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int AWAY = 503;

    private final Target target;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    public Api(Target target) {
        this.target = target;
    }

    public Target target() {
        return target;
    }

    /** @param parameters of the query; those with an empty value are left out */
    public JsonNode get(String path, Map<String, String> parameters) {
        return json(
                send(request(path + query(parameters)).timeout(TIMEOUT).GET().build(), BodyHandlers.ofString()));
    }

    /** The answer, also when it says with 503 that something else is away. */
    public JsonNode getEvenIfAway(String path) {
        HttpResponse<String> response =
                send(request(path).timeout(TIMEOUT).GET().build(), BodyHandlers.ofString());
        return response.statusCode() == AWAY && isOwnAnswer(response) ? JSON.readTree(response.body()) : json(response);
    }

    private static boolean isOwnAnswer(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith("application/json"))
                .isPresent();
    }

    public JsonNode post(String path, JsonNode body) {
        return post(path, body, TIMEOUT);
    }

    /** For an answer that takes longer than others. */
    JsonNode post(String path, JsonNode body, Duration patience) {
        return json(send(
                request(path)
                        .timeout(patience)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build(),
                BodyHandlers.ofString()));
    }

    /** The lines of the answer, as they come; to be closed. */
    public Stream<String> lines(String path) {
        return accepted(send(request(path).GET().build(), BodyHandlers.ofLines()));
    }

    /** Sends JSON lines and answers the lines that come back, as they come; to be closed. */
    public Stream<String> postLines(String path, Iterable<byte[]> body) {
        return accepted(send(
                request(path)
                        .header("Content-Type", "application/jsonl")
                        .POST(BodyPublishers.ofByteArrays(body))
                        .build(),
                BodyHandlers.ofLines()));
    }

    /** Whether it is there and would take a lead; the status code, or 0 when nobody answers. */
    public int health() {
        try {
            return client.send(
                            request("/health")
                                    .timeout(Duration.ofSeconds(5))
                                    .GET()
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    public static JsonNode parse(String json) {
        return JSON.readTree(json);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target.url() + path));
        if (target.token() != null) {
            request.header("Authorization", "Bearer " + target.token());
        }
        return request;
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request, handler);
        } catch (ConnectException e) {
            throw new Failure(
                    "Nobody answers at %s. It is starting, or it has stopped: ./handrail status"
                            .formatted(target.url()),
                    e);
        } catch (IOException e) {
            throw new Failure("The connection to %s broke; try again".formatted(target.url()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted", e);
        }
    }

    private JsonNode json(HttpResponse<String> response) {
        if (response.statusCode() >= 300) {
            throw failure(response.statusCode(), response.body());
        }
        try {
            return JSON.readTree(response.body());
        } catch (JacksonException e) {
            throw new Failure("%s answers something else than Handrail".formatted(target.url()), e);
        }
    }

    private Stream<String> accepted(HttpResponse<Stream<String>> response) {
        if (response.statusCode() >= 300) {
            try (Stream<String> lines = response.body()) {
                StringJoiner text = new StringJoiner("\n");
                lines.forEach(text::add);
                throw failure(response.statusCode(), text.toString());
            }
        }
        return response.body();
    }

    private Failure failure(int status, String body) {
        if (status == 401 && target.token() == null && health() != 200) {
            return new Failure(
                    "%s is still starting and has issued no key yet. Try again in some seconds; ./handrail status tells when it is up"
                            .formatted(target.url()));
        }
        if (status == 401) {
            return new Failure(
                    "%s does not accept this key. Set HANDRAIL_TOKEN to a valid one: ./handrail token --role admin"
                            .formatted(target.url()));
        }
        try {
            JsonNode problem = JSON.readTree(body);
            String detail =
                    problem.path("detail").asString(problem.path("title").asString(""));
            if (!detail.isBlank()) {
                return new Failure("%s (%d %s)"
                        .formatted(detail, status, problem.path("code").asString("")));
            }
        } catch (JacksonException e) {
            return new Failure("%s answers %d".formatted(target.url(), status), e);
        }
        return new Failure("%s answers %d".formatted(target.url(), status));
    }

    private static String query(Map<String, String> parameters) {
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        parameters.forEach((name, value) -> {
            if (!value.isEmpty()) {
                query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        });
        return query.toString();
    }
}
