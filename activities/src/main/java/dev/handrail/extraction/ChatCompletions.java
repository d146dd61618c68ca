package dev.handrail.extraction;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the model of an OpenAI-compatible endpoint, once and without following redirects. */
public final class ChatCompletions implements LanguageModel, AutoCloseable {

    private static final int MOST_BYTES = 1_000_000;

    private final JsonMapper json = JsonMapper.shared();
    private final Endpoint endpoint;
    private final HttpClient http;

    public ChatCompletions(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.http = HttpClient.newBuilder().connectTimeout(endpoint.timeout()).build();
    }

    @Override
    public String answer(Prompt prompt) {
        HttpResponse<byte[]> response = response(request(prompt));
        if (response.statusCode() != 200) {
            throw new ModelUnavailable("answered %d".formatted(response.statusCode()));
        }
        try {
            JsonNode content = json.readTree(response.body()).at("/choices/0/message/content");
            if (content.isString()) {
                return content.stringValue();
            }
        } catch (JacksonException noJson) {
            // Its message would quote the answer.
        }
        throw new ModelUnavailable("answered without a text");
    }

    private HttpRequest request(Prompt prompt) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.completions())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(body(prompt))));
        String key = endpoint.key();
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return request.build();
    }

    private Map<String, Object> body(Prompt prompt) {
        return Map.of(
                "model",
                endpoint.model(),
                "messages",
                List.of(
                        Map.of("role", "system", "content", prompt.instructions()),
                        Map.of("role", "user", "content", prompt.data())),
                "response_format",
                Map.of(
                        "type",
                        "json_schema",
                        "json_schema",
                        Map.of("name", "answer", "strict", true, "schema", json.readTree(prompt.schema()))));
    }

    /** The time-out of a request would end with the headers; this one is for the body, too. */
    private HttpResponse<byte[]> response(HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        try {
            return answer.get(endpoint.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ModelUnavailable(
                    "did not answer within %d ms".formatted(endpoint.timeout().toMillis()));
        } catch (ExecutionException e) {
            throw new ModelUnavailable(why(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelUnavailable("was not waited for");
        } finally {
            answer.cancel(true);
        }
    }

    private static String why(@Nullable Throwable failure) {
        return switch (failure) {
            case ConnectException unreachable -> "cannot be reached; check its address";
            case IOException broken -> "broke off, or answered more than a megabyte";
            case null, default -> "could not be asked";
        };
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
