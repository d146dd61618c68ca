package dev.handrail.simulator.hubspot;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A record as it was at some time.
 *
 * @param properties values as HubSpot stores them; one that was cleared is not there
 * @param archivedAt null while it lives
 */
record CrmObject(
        ObjectType type,
        String id,
        Map<String, String> properties,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant archivedAt) {

    CrmObject {
        properties = new TreeMap<>(properties);
    }

    boolean archived() {
        return archivedAt != null;
    }

    String value(String property) {
        return properties.getOrDefault(property, "");
    }

    long number() {
        return Long.parseLong(id);
    }

    /** With these values set, or cleared where they are empty. */
    CrmObject with(Map<String, String> changes, Instant now) {
        var values = new TreeMap<>(properties);
        changes.forEach((name, value) -> {
            if (value.isEmpty()) values.remove(name);
            else values.put(name, value);
        });
        values.put(type.modified(), now.toString());
        return new CrmObject(type, id, values, createdAt, now, archivedAt);
    }

    CrmObject archived(Instant now) {
        return new CrmObject(type, id, properties, createdAt, now, now);
    }

    CrmObject restored(Instant now) {
        var values = new TreeMap<>(properties);
        values.put(type.modified(), now.toString());
        return new CrmObject(type, id, values, createdAt, now, null);
    }
}
