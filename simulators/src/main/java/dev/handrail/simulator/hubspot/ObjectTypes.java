package dev.handrail.simulator.hubspot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The kinds of records of the account, the standard ones and its own. */
final class ObjectTypes {

    private final Map<String, ObjectType> byId = new LinkedHashMap<>();

    ObjectTypes() {
        for (JsonNode type : Catalog.types()) add(ObjectType.of(type));
    }

    void add(ObjectType type) {
        byId.put(type.id(), type);
    }

    void remove(ObjectType type) {
        byId.remove(type.id());
    }

    List<ObjectType> all() {
        return List.copyOf(byId.values());
    }

    /** By id, plural or singular name, in any case. */
    Optional<ObjectType> find(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return byId.values().stream()
                .filter(type -> type.id().equals(wanted)
                        || type.name().equals(wanted)
                        || type.singular().equals(wanted)
                        || type.custom() && wanted.equals("p" + Portal.ID + "_" + type.name()))
                .findFirst();
    }

    ObjectType get(String text) {
        return find(text).orElseThrow(() -> HubSpotError.invalid("Unable to infer object type from: " + text));
    }
}
