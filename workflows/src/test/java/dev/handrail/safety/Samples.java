package dev.handrail.safety;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

final class Samples {

    private Samples() {}

    /** The lines of a table in {@code safety/}, without comments and empty ones. */
    static List<String> lines(String name) {
        return new String(bytes("/safety/" + name), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    static List<String> naughtyStrings() {
        return List.of(JsonMapper.shared().readValue(bytes("/blns.json"), String[].class));
    }

    private static byte[] bytes(String resource) {
        try (InputStream stream = Samples.class.getResourceAsStream(resource)) {
            return Objects.requireNonNull(stream, resource).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
