package dev.handrail.office;

import java.util.Locale;

/**
 * One field of a record.
 *
 * @param required whether the field may not be emptied
 * @param filled whether the table has a default, so that a new record may leave it out
 * @param lookup SQL condition for equality with {@code :value}, case-insensitive for text
 */
record Column(String field, String name, ColumnType type, boolean required, boolean filled, String lookup) {

    static Column of(String field, ColumnType type) {
        String name = field.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        String lookup = switch (type) {
            case ColumnType.Text _, ColumnType.Choice _ -> "office_key(%s) = office_key(:value)";
            case ColumnType.Texts _ -> "office_key(:value) = ANY (CAST(office_key(CAST(%s AS text)) AS text[]))";
            case ColumnType.Number _,
                    ColumnType.Day _,
                    ColumnType.Moment _,
                    ColumnType.Json _,
                    ColumnType.Reference _,
                    ColumnType.Flag _ -> "%%s = CAST(:value AS %s)".formatted(type.sqlType());
        };
        return new Column(field, name, type, false, false, lookup.formatted(name));
    }

    Column asRequired() {
        return new Column(field, name, type, true, filled, lookup);
    }

    /** Required, and filled by the table's default. */
    Column withDefault() {
        return new Column(field, name, type, true, true, lookup);
    }

    Column foundBy(String condition) {
        return new Column(field, name, type, required, filled, condition);
    }
}
