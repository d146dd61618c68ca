package dev.handrail.connector;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record as the CRM has it.
 *
 * @param version changes with every change of the record, whoever makes it; only compared for equality
 * @param fields by Handrail's names ({@link Fields}); empty fields are left out
 */
public record CrmRecord(Ref ref, String version, Map<String, Object> fields) {

    /** In place of the version of a record that somebody may have changed before we heard of its creation. */
    public static final String NOT_OURS = "changed by somebody";

    public CrmRecord {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public String id() {
        return ref.id();
    }

    public @Nullable Object field(String name) {
        return fields.get(name);
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(fields.get(name)).map(Object::toString);
    }

    /** The same record, which nobody may take for what we made. */
    public CrmRecord notOurs() {
        return new CrmRecord(ref, NOT_OURS, fields);
    }

    /** Whether the record has all these values; null for a field that is empty. */
    public boolean holds(Map<String, ? extends @Nullable Object> values) {
        return Values.holds(fields, values);
    }
}
