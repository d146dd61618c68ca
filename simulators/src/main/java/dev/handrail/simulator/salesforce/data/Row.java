package dev.handrail.simulator.salesforce.data;

import dev.handrail.simulator.salesforce.schema.Field;
import dev.handrail.simulator.salesforce.schema.ObjectType;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record as it is at one moment.
 *
 * @param values by the field's own name; those that are null are left out. Texts are {@link String}, numbers {@link
 *     java.math.BigDecimal}, dates {@link java.time.LocalDate}, moments {@link Instant}
 */
public record Row(ObjectType type, Map<String, Object> values) {

    public Row {
        var complete = new HashMap<>(values);
        for (Field field : type.derived()) {
            Object value =
                    field.derivation() == null ? null : field.derivation().apply(complete);
            if (value == null) complete.remove(field.name());
            else complete.put(field.name(), value);
        }
        values = Collections.unmodifiableMap(complete);
    }

    public @Nullable Object get(String field) {
        return values.get(field);
    }

    public @Nullable Object get(Field field) {
        return values.get(field.name());
    }

    public String text(String field) {
        Object value = values.get(field);
        return value == null ? "" : value.toString();
    }

    public String id() {
        return text("Id");
    }

    public boolean deleted() {
        return is("IsDeleted");
    }

    public boolean is(String flag) {
        return Boolean.TRUE.equals(values.get(flag));
    }

    public Instant modified() {
        return values.get("SystemModstamp") instanceof Instant instant ? instant : Instant.EPOCH;
    }

    /** Value of the external-id field, null when the object or the record has none. */
    public @Nullable String externalId() {
        return values.get("External_ID__c") instanceof String value ? value : null;
    }

    /** With other values; null takes one away. */
    Row with(Map<String, @Nullable Object> changes) {
        var changed = new HashMap<>(values);
        changes.forEach((field, value) -> {
            if (value == null) changed.remove(field);
            else changed.put(field, value);
        });
        return new Row(type, changed);
    }
}
