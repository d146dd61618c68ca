package dev.handrail.salesforce;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A query, made of names and values only. There is no way to hand it a piece of SOQL: names must look like API names,
 * and values are written by their Java type.
 */
final class Soql {

    /** A condition; made by the methods of this class only. */
    static final class Condition {
        private final String text;

        private Condition(String text) {
            this.text = text;
        }
    }

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,79}(?:\\.[A-Za-z][A-Za-z0-9_]{0,79})*");

    private final String object;
    private final List<String> fields;
    private final List<Condition> conditions = new ArrayList<>();
    private final List<String> orders = new ArrayList<>();
    private int limit;

    private Soql(String object, List<String> fields) {
        this.object = name(object);
        this.fields = fields.stream().map(Soql::name).toList();
    }

    static Soql select(String object, List<String> fields) {
        return new Soql(object, fields);
    }

    Soql where(Condition condition) {
        conditions.add(condition);
        return this;
    }

    Soql ascending(String field) {
        orders.add(name(field) + " ASC");
        return this;
    }

    Soql descending(String field) {
        orders.add(name(field) + " DESC");
        return this;
    }

    Soql limit(int most) {
        limit = Math.max(1, most);
        return this;
    }

    static Condition equal(String field, @Nullable Object value) {
        return new Condition(name(field) + " = " + literal(value));
    }

    /** True also of an empty field, when the value is not null. */
    static Condition differs(String field, @Nullable Object value) {
        String differs = name(field) + " != " + literal(value);
        return new Condition(value == null ? differs : "(" + differs + " OR " + name(field) + " = null)");
    }

    static Condition in(String field, List<String> values) {
        return new Condition(
                name(field) + " IN (" + values.stream().map(Soql::literal).collect(Collectors.joining(", ")) + ")");
    }

    static Condition startsWith(String field, String text) {
        return new Condition(name(field) + " LIKE '" + SalesforceText.escapeSoqlLike(text) + "%'");
    }

    static Condition from(String field, Instant moment) {
        return new Condition(name(field) + " >= " + moment);
    }

    static Condition before(String field, Instant moment) {
        return new Condition(name(field) + " < " + moment);
    }

    static Condition any(Condition... conditions) {
        return any(Arrays.asList(conditions));
    }

    static Condition any(List<Condition> conditions) {
        return new Condition(conditions.stream().map(each -> each.text).collect(Collectors.joining(" OR ", "(", ")")));
    }

    @Override
    public String toString() {
        StringBuilder soql = new StringBuilder("SELECT ")
                .append(String.join(", ", fields))
                .append(" FROM ")
                .append(object);
        if (!conditions.isEmpty()) {
            soql.append(conditions.stream().map(each -> each.text).collect(Collectors.joining(" AND ", " WHERE ", "")));
        }
        if (!orders.isEmpty()) {
            soql.append(" ORDER BY ").append(String.join(", ", orders));
        }
        if (limit > 0) {
            soql.append(" LIMIT ").append(limit);
        }
        return soql.toString();
    }

    private static String literal(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String text -> "'" + SalesforceText.escapeSoql(text) + "'";
            case Boolean flag -> flag.toString();
            case BigDecimal number -> number.toPlainString();
            case Integer number -> number.toString();
            case Long number -> number.toString();
            case LocalDate day -> day.toString();
            default -> throw new IllegalArgumentException("No literal for a " + value.getClass());
        };
    }

    /** @throws IllegalArgumentException when it is no API name */
    static String name(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("An object or field is named by its API name");
        }
        return name;
    }
}
