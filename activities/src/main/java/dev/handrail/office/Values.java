package dev.handrail.office;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.Unacceptable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Values for columns, as a record will show them; null empties the column. */
record Values(Map<Column, @Nullable Object> byColumn) {

    Values {
        byColumn = Collections.unmodifiableMap(new LinkedHashMap<>(byColumn));
    }

    /** @throws CrmFailure INVALID with all that is wrong */
    static Values toUpdate(OfficeTable table, Map<String, ? extends @Nullable Object> fields) {
        List<String> violations = new ArrayList<>();
        Values values = accept(table, fields, violations);
        for (Column column : values.columns()) {
            if (column.required() && values.of(column) == null) {
                violations.add(column.field() + " must not be empty");
            }
        }
        refuse(violations);
        return values;
    }

    /** @throws CrmFailure INVALID with all that is wrong */
    static Values toCreate(OfficeTable table, Map<String, ? extends @Nullable Object> fields) {
        List<String> violations = new ArrayList<>();
        Values values = accept(table, fields, violations);
        for (Column column : table.columns()) {
            if (column.required() && !column.filled() && isEmpty(fields.get(column.field()))) {
                violations.add(column.field() + " is missing");
            }
        }
        refuse(violations);
        Map<Column, @Nullable Object> given = new LinkedHashMap<>(values.byColumn);
        given.values().removeIf(Objects::isNull);
        return new Values(given);
    }

    private static boolean isEmpty(@Nullable Object value) {
        return value == null || "".equals(value);
    }

    private static Values accept(
            OfficeTable table, Map<String, ? extends @Nullable Object> fields, List<String> violations) {
        Map<Column, @Nullable Object> accepted = new LinkedHashMap<>();
        fields.forEach((field, value) -> {
            Column column = table.column(field);
            try {
                accepted.put(column, value == null ? null : column.type().accept(value));
            } catch (Unacceptable e) {
                violations.add(field + " " + e.getMessage());
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
        Map<Column, @Nullable Object> differing = new LinkedHashMap<>(byColumn);
        differing
                .entrySet()
                .removeIf(entry -> Objects.equals(
                        entry.getValue(), fields.get(entry.getKey().field())));
        return new Values(differing);
    }

    Values with(Column column, Object value) {
        Map<Column, @Nullable Object> more = new LinkedHashMap<>(byColumn);
        more.put(column, value);
        return new Values(more);
    }

    boolean isEmpty() {
        return byColumn.isEmpty();
    }

    List<Column> columns() {
        return List.copyOf(byColumn.keySet());
    }

    @Nullable
    Object of(Column column) {
        return byColumn.get(column);
    }

    /** The columns that point at a record. */
    List<Column> references() {
        return byColumn.entrySet().stream()
                .filter(entry -> entry.getKey().type() instanceof ColumnType.Reference && entry.getValue() != null)
                .map(Map.Entry::getKey)
                .toList();
    }
}
