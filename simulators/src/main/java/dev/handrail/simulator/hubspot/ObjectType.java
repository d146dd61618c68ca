package dev.handrail.simulator.hubspot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A kind of record.
 *
 * @param id such as {@code 0-1}
 * @param name as it stands in paths, such as {@code contacts}
 * @param singular as it stands in messages and association names, such as {@code contact}
 * @param created property with the time of creation
 * @param modified property with the time of the last change
 * @param defaults properties that a read answers when none are asked for
 * @param searchable properties that a search's {@code query} looks at
 * @param required properties without which none is created
 * @param requiredOneOf properties of which at least one is needed; none when empty
 * @param groups labels of the property groups by name; the first is where properties go by default
 * @param properties definitions in the short form of the resource
 * @param custom whether the account defined it
 */
record ObjectType(
        String id,
        String name,
        String singular,
        String label,
        String pluralLabel,
        String primaryProperty,
        String created,
        String modified,
        List<String> defaults,
        List<String> searchable,
        List<String> required,
        List<String> requiredOneOf,
        Map<String, String> groups,
        List<ObjectNode> properties,
        boolean custom) {

    static ObjectType of(JsonNode json) {
        var groups = new LinkedHashMap<String, String>();
        json.path("groups").forEachEntry((name, label) -> groups.put(name, label.asString()));
        var properties = new ArrayList<ObjectNode>();
        json.path("properties").forEach(property -> properties.add((ObjectNode) property));
        return new ObjectType(
                json.path("id").asString(),
                json.path("name").asString(),
                json.path("singular").asString(),
                json.path("label").asString(),
                json.path("pluralLabel").asString(),
                json.path("primaryProperty").asString(),
                json.path("created").asString(),
                json.path("modified").asString(),
                Json.strings(json.path("defaults")),
                Json.strings(json.path("searchable")),
                Json.strings(json.path("required")),
                Json.strings(json.path("requiredOneOf")),
                groups,
                properties,
                json.path("custom").asBoolean(false));
    }

    /** As error messages name it. */
    String upper() {
        return singular.toUpperCase(Locale.ROOT);
    }

    boolean is(String standardName) {
        return name.equals(standardName);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ObjectType type && type.id.equals(id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
