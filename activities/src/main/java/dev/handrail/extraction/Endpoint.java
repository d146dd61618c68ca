package dev.handrail.extraction;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An OpenAI-compatible endpoint.
 *
 * @param base up to and with the version: {@code https://api.openai.com/v1}
 * @param key sent as a bearer token; none for endpoints that want none
 * @param timeout for the whole answer
 */
public record Endpoint(URI base, @Nullable String key, String model, Duration timeout) {

    public Endpoint {
        if (!"http".equals(base.getScheme()) && !"https".equals(base.getScheme())) {
            throw new IllegalArgumentException(
                    "The address of a language model starts with https:// or http://, such as https://api.openai.com/v1");
        }
        if (model.isBlank()) {
            throw new IllegalArgumentException("Name the language model to ask, as its endpoint calls it");
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("The time that a language model has must be above zero");
        }
    }

    URI completions() {
        String address = base.toString();
        return URI.create((address.endsWith("/") ? address : address + "/") + "chat/completions");
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "%s at %s".formatted(model, base);
    }
}
