package dev.handrail.simulator.hubspot;

import java.io.IOException;
import java.io.UncheckedIOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a fresh account holds: types, properties, pipelines, owners and association types. */
final class Catalog {

    private static final JsonNode PORTAL = read();

    private Catalog() {}

    static JsonNode types() {
        return PORTAL.path("types");
    }

    static JsonNode pipelines() {
        return PORTAL.path("pipelines");
    }

    static JsonNode owners() {
        return PORTAL.path("owners");
    }

    static JsonNode associations() {
        return PORTAL.path("associations");
    }

    private static JsonNode read() {
        try (var resource = Catalog.class.getResourceAsStream("portal.json")) {
            if (resource == null) throw new IllegalStateException("portal.json is missing from the build");
            return JsonMapper.shared().readTree(resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
