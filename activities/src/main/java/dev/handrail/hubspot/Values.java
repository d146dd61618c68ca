package dev.handrail.hubspot;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.Unacceptable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Values for fields, as a record will show them; null empties the field. */
record Values(Map<Field, @Nullable Object> byField) {

    Values {
        byField = Collections.unmodifiableMap(new LinkedHashMap<>(byField));
    }

    /** @throws CrmFailure INVALID with all that is wrong */
    static Values toUpdate(Mapping mapping, Map<String, ? extends @Nullable Object> fields) {
        List<String> violations = new ArrayList<>();
        Values values = accept(mapping, fields, violations);
        values.byField.forEach((field, value) -> {
            if (field.required() && value == null) {
                violations.add(field.name() + " must not be empty");
            }
        });
        refuse(violations);
        return values;
    }

    /** @throws CrmFailure INVALID with all that is wrong */
    static Values toCreate(Mapping mapping, Map<String, ? extends @Nullable Object> fields) {
        List<String> violations = new ArrayList<>();
        Map<Field, @Nullable Object> given = new LinkedHashMap<>(accept(mapping, fields, violations).byField);
        for (Field field : mapping.fields()) {
            Object raw = fields.get(field.name());
            if (raw != null && !"".equals(raw)) {
                continue;
            }
            if (field.initial() != null) {
                given.put(field, field.initial());
            } else if (field.required()) {
                violations.add(field.name() + " is missing");
            }
        }
        refuse(violations);
        given.values().removeIf(Objects::isNull);
        return new Values(given);
    }

    private static Values accept(
            Mapping mapping, Map<String, ? extends @Nullable Object> fields, List<String> violations) {
        Map<Field, @Nullable Object> accepted = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            Field field = mapping.field(name);
            try {
                accepted.put(field, value == null ? null : field.kind().accept(value));
            } catch (Unacceptable e) {
                violations.add(name + " " + e.getMessage());
            }
        });
        return new Values(accepted);
    }

    private static void refuse(List<String> violations) {
        if (!violations.isEmpty()) {
            throw new CrmFailure(CrmFailure.Kind.INVALID, String.join("; ", violations));
        }
    }

    /** Those that differ from what a record has. */
    Values differingFrom(Map<String, Object> fields) {
        Map<Field, @Nullable Object> differing = new LinkedHashMap<>(byField);
        differing
                .entrySet()
                .removeIf(entry -> Objects.equals(
                        entry.getValue(), fields.get(entry.getKey().name())));
        return new Values(differing);
    }

    Values with(Field field, Object value) {
        Map<Field, @Nullable Object> more = new LinkedHashMap<>(byField);
        more.put(field, value);
        return new Values(more);
    }

    boolean isEmpty() {
        return byField.isEmpty();
    }

    /** As HubSpot takes them; an empty text empties a property. */
    Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        byField.forEach((field, value) -> {
            String property = field.property();
            if (property != null) {
                String stored = value == null ? "" : field.kind().write(value);
                properties.put(property, stored);
                if (property.equals("domain")) {
                    properties.put(Mapping.DOMAIN_KEY, stored.toLowerCase(Locale.ROOT));
                }
            }
        });
        return properties;
    }

    /** The ids of records that are associated, by field; null where an association ends. */
    Map<Field, @Nullable Object> links() {
        Map<Field, @Nullable Object> links = new LinkedHashMap<>(byField);
        links.keySet().removeIf(field -> field.links().isEmpty());
        return links;
    }
}
