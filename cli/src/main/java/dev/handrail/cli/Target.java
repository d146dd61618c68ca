package dev.handrail.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Handrail to talk to.
 *
 * @param token null when there is none; then only its health can be asked
 * @param temporalUi null when not known
 */
public record Target(
        String url, @Nullable String token, @Nullable String temporalUi) {

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * {@code HANDRAIL_URL} and {@code HANDRAIL_TOKEN}; else the instance that runs in {@code HANDRAIL_HOME} and the key it
     * keeps there.
     *
     * @throws Failure when none is running
     */
    public static Target find(Map<String, String> environment) {
        Path home = home(environment);
        String url = environment.getOrDefault("HANDRAIL_URL", "");
        String token = environment.getOrDefault("HANDRAIL_TOKEN", "");
        if (!url.isBlank()) {
            return new Target(withoutSlash(url), token.isBlank() ? null : token.strip(), null);
        }
        JsonNode instance = instance(home)
                .orElseThrow(
                        () -> new Failure(
                                "No Handrail is running here. Start it with: ./handrail up   (or set HANDRAIL_URL and HANDRAIL_TOKEN)"));
        return new Target(
                instance.path("url").asString(),
                token.isBlank() ? adminKey(home) : token.strip(),
                instance.path("temporalUi").asString(null));
    }

    private static Path home(Map<String, String> environment) {
        String given = environment.getOrDefault("HANDRAIL_HOME", "");
        return Path.of(given.isBlank() ? ".handrail" : given);
    }

    private static Optional<JsonNode> instance(Path home) {
        Path file = home.resolve("instance.json");
        try {
            return Files.exists(file) ? Optional.of(JSON.readTree(Files.readString(file))) : Optional.empty();
        } catch (IOException | JacksonException e) {
            throw new Failure(
                    "Cannot read %s; stop Handrail with ./handrail down and start it again".formatted(file), e);
        }
    }

    private static @Nullable String adminKey(Path home) {
        Path file = home.resolve("keys").resolve("admin");
        try {
            return Files.exists(file) ? Files.readString(file).strip() : null;
        } catch (IOException e) {
            throw new Failure("Cannot read %s; set HANDRAIL_TOKEN to a key of yours".formatted(file), e);
        }
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    @Override
    public String toString() {
        return "Target[url=%s]".formatted(url);
    }
}
