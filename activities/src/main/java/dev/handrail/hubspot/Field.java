package dev.handrail.hubspot;

import dev.handrail.connector.RecordType;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One field of a record and where HubSpot has it.
 *
 * @param name Handrail's
 * @param property HubSpot's; null for the primary company, which is an association only
 * @param required whether it may not be emptied
 * @param initial what a new record has when nothing is given; null for nothing
 * @param links types of record it can be associated with, none for a plain value
 */
record Field(
        String name,
        @Nullable String property,
        Kind kind,
        boolean required,
        @Nullable Object initial,
        List<RecordType> links) {

    static final String CUSTOM = "handrail_";

    static Field of(String name, String property, Kind kind) {
        return new Field(name, property, kind, false, null, List.of());
    }

    /** Kept in a property that {@link HubSpotSetup} makes. */
    static Field custom(String name, Kind kind) {
        return of(name, CUSTOM + name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT), kind);
    }

    static Field primaryCompany(String name) {
        return new Field(name, null, new Kind.Reference(), false, null, List.of(RecordType.ACCOUNT));
    }

    Field asRequired() {
        return new Field(name, property, kind, true, initial, links);
    }

    Field initially(Object value) {
        return new Field(name, property, kind, true, value, links);
    }

    /** Associated as well, so that people see it on both records. */
    Field linkedTo(RecordType... types) {
        return new Field(name, property, kind, required, initial, List.of(types));
    }

    boolean isCustom() {
        return property != null && property.startsWith(CUSTOM);
    }
}
