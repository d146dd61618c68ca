package dev.handrail.simulator.salesforce.query;

import dev.handrail.simulator.salesforce.data.Database;
import dev.handrail.simulator.salesforce.data.Org;
import dev.handrail.simulator.salesforce.data.Row;
import dev.handrail.simulator.salesforce.data.SalesforceId;
import dev.handrail.simulator.salesforce.query.Condition.Operator;
import dev.handrail.simulator.salesforce.schema.Field;
import dev.handrail.simulator.salesforce.schema.FieldType;
import dev.handrail.simulator.salesforce.schema.ObjectType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds the records of a query. */
final class Plan {

    private final Org org;
    private final Database database;
    private final Soql query;
    private final ObjectType type;

    Plan(Org org, Soql query, ObjectType type) {
        this.org = org;
        database = org.database();
        this.query = query;
        this.type = type;
    }

    Column column(String path, int position) {
        return Column.of(org.schema(), type, query.alias(), query.text(), path, position);
    }

    /**
     * @param deleted whether records in the recycle bin are found, too
     * @param within where to look, null for everywhere
     */
    List<Row> rows(boolean deleted, @Nullable Collection<Row> within) {
        Condition where = query.where();
        Predicate<Row> wanted = where == null ? row -> true : predicate(where);
        Collection<Row> candidates = within != null ? within : candidates(where);
        var rows = new ArrayList<Row>();
        for (Row row : candidates) {
            if ((deleted || !row.deleted()) && wanted.test(row)) rows.add(row);
        }
        if (!query.orders().isEmpty()) rows.sort(order());
        int from = Math.min(query.offset(), rows.size());
        int to = query.limit() < 0 ? rows.size() : Math.min(rows.size(), from + query.limit());
        return rows.subList(from, to);
    }

    Predicate<Row> predicate(Condition condition) {
        return switch (condition) {
            case Condition.All all -> {
                var parts = all.parts().stream().map(this::predicate).toList();
                yield row -> parts.stream().allMatch(part -> part.test(row));
            }
            case Condition.Any any -> {
                var parts = any.parts().stream().map(this::predicate).toList();
                yield row -> parts.stream().anyMatch(part -> part.test(row));
            }
            case Condition.Not not -> predicate(not.part()).negate();
            case Condition.Comparison comparison ->
                new Filter(
                                database,
                                column(comparison.path(), comparison.position()),
                                comparison.operator(),
                                query.text(),
                                comparison.position())
                        .over(comparison.values());
            case Condition.Semijoin join -> semijoin(join);
        };
    }

    private Predicate<Row> semijoin(Condition.Semijoin join) {
        Column column = column(join.path(), join.position());
        ObjectType other = Queries.type(org, join.query());
        var plan = new Plan(org, join.query(), other);
        if (!(join.query().items().getFirst() instanceof Soql.Path path)) {
            throw Complaint.malformed(query.text(), join.position(), "a semijoin needs one field in its SELECT");
        }
        Column selected = plan.column(path.path(), path.position());
        Set<Object> values = new HashSet<>();
        for (Row row : plan.rows(false, null)) {
            Object value = selected.value(database, row);
            if (value != null) values.add(value);
        }
        return row -> {
            Object value = column.value(database, row);
            return join.in() == (value != null && values.contains(value));
        };
    }

    /** All records, or those that an index knows when the condition allows it. */
    private Collection<Row> candidates(@Nullable Condition where) {
        List<Condition> needed =
                where instanceof Condition.All all ? all.parts() : where == null ? List.of() : List.of(where);
        for (Condition each : needed) {
            if (each instanceof Condition.Comparison comparison) {
                var found = indexed(comparison);
                if (found != null) return found;
            }
        }
        return database.rows(type);
    }

    private @Nullable Collection<Row> indexed(Condition.Comparison comparison) {
        if (comparison.operator() != Operator.EQUAL && comparison.operator() != Operator.IN) return null;
        Field field = type.field(comparison.path()).filter(Field::indexed).orElse(null);
        if (field == null) return null;
        var found = new LinkedHashMap<String, Row>();
        for (Literal literal : comparison.values()) {
            if (!(literal instanceof Literal.Text text)) return null;
            for (Row row : database.with(type, field, key(field, text.plain()))) found.put(row.id(), row);
        }
        return found.values();
    }

    private static String key(Field field, String text) {
        boolean id = field.type() == FieldType.ID || field.type() == FieldType.REFERENCE;
        return id ? SalesforceId.canonical(text).orElse(text) : text;
    }

    private Comparator<Row> order() {
        List<Comparator<Row>> keys = query.orders().stream().map(this::order).toList();
        return keys.stream().reduce(Comparator::thenComparing).orElseThrow();
    }

    private Comparator<Row> order(Soql.Order each) {
        Column column = column(each.path(), each.position());
        return (a, b) -> compare(sortable(column.value(database, a)), sortable(column.value(database, b)), each);
    }

    private static @Nullable Object sortable(@Nullable Object value) {
        return value instanceof String text ? text.toLowerCase(Locale.ROOT) : value;
    }

    @SuppressWarnings("unchecked")
    private static int compare(@Nullable Object a, @Nullable Object b, Soql.Order order) {
        if (a == null || b == null) {
            int nulls = a == null ? (b == null ? 0 : -1) : 1;
            return order.nullsLast() ? -nulls : nulls;
        }
        int result = ((Comparable<Object>) a).compareTo(b);
        return order.descending() ? -result : result;
    }
}
