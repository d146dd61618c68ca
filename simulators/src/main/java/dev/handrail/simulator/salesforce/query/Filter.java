package dev.handrail.simulator.salesforce.query;

import dev.handrail.simulator.salesforce.data.Database;
import dev.handrail.simulator.salesforce.data.Refusal;
import dev.handrail.simulator.salesforce.data.Row;
import dev.handrail.simulator.salesforce.data.SalesforceId;
import dev.handrail.simulator.salesforce.query.Condition.Operator;
import dev.handrail.simulator.salesforce.schema.Field;
import dev.handrail.simulator.salesforce.schema.Field.Trait;
import dev.handrail.simulator.salesforce.schema.FieldType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns one comparison into a test of records, after a look at whether the types go together. */
final class Filter {

    private final Database database;
    private final Column column;
    private final Operator operator;
    private final String query;
    private final int position;

    Filter(Database database, Column column, Operator operator, String query, int position) {
        this.database = database;
        this.column = column;
        this.operator = operator;
        this.query = query;
        this.position = position;
    }

    Predicate<Row> over(List<Literal> values) {
        Field field = column.field();
        if (field.is(Trait.UNFILTERABLE)) {
            throw Complaint.field(query, position, "field '" + field.name() + "' can not be filtered in a query call");
        }
        List<Predicate<Object>> tests = values.stream().map(this::test).toList();
        boolean negated = operator == Operator.UNEQUAL || operator == Operator.NOT_IN;
        return row -> {
            Object value = column.value(database, row);
            boolean any = false;
            for (int i = 0; i < tests.size() && !any; i++) {
                any = values.get(i) instanceof Literal.Nothing
                        ? value == null
                        : value != null && tests.get(i).test(value);
            }
            return negated != any;
        };
    }

    private Predicate<Object> test(Literal literal) {
        Field field = column.field();
        FieldType type = field.type();
        return switch (literal) {
            case Literal.Nothing nothing -> value -> value == null;
            case Literal.Text text -> {
                if (!type.text()) throw mismatch(false);
                yield text(text);
            }
            case Literal.Number number -> {
                if (!type.number()) throw mismatch(true);
                BigDecimal wanted = number.value();
                yield value -> value instanceof BigDecimal found && holds(found.compareTo(wanted));
            }
            case Literal.Flag flag -> {
                if (type != FieldType.BOOLEAN) throw mismatch(true);
                yield value -> value.equals(flag.value());
            }
            case Literal.Day day -> {
                if (type != FieldType.DATE) throw mismatch(true);
                yield value -> value instanceof LocalDate found && holds(found.compareTo(day.value()));
            }
            case Literal.Moment moment -> {
                if (type != FieldType.DATETIME) throw mismatch(true);
                yield value -> value instanceof Instant found && holds(found.compareTo(moment.value()));
            }
            case Literal.Span span -> {
                if (type != FieldType.DATE && type != FieldType.DATETIME) throw mismatch(true);
                yield value -> within(day(value), span);
            }
        };
    }

    private Predicate<Object> text(Literal.Text text) {
        FieldType type = column.field().type();
        if (operator == Operator.LIKE) {
            Pattern pattern = like(text.value());
            return value -> pattern.matcher(value.toString()).matches();
        }
        if (type == FieldType.ID || type == FieldType.REFERENCE) {
            String id = text.plain().isEmpty()
                    ? ""
                    : SalesforceId.canonical(text.plain())
                            .orElseThrow(() ->
                                    Refusal.of("INVALID_QUERY_FILTER_OPERATOR", "invalid ID field: " + text.plain()));
            return value -> value.equals(id);
        }
        String wanted = text.plain().toLowerCase(Locale.ROOT);
        return value -> holds(value.toString().toLowerCase(Locale.ROOT).compareTo(wanted));
    }

    private boolean holds(int comparison) {
        return switch (operator) {
            case EQUAL, UNEQUAL, IN, NOT_IN, LIKE -> comparison == 0;
            case LESS -> comparison < 0;
            case AT_MOST -> comparison <= 0;
            case GREATER -> comparison > 0;
            case AT_LEAST -> comparison >= 0;
        };
    }

    private boolean within(@Nullable LocalDate day, Literal.Span span) {
        if (day == null) return false;
        return switch (operator) {
            case EQUAL, UNEQUAL, IN, NOT_IN, LIKE -> !day.isBefore(span.from()) && day.isBefore(span.until());
            case LESS -> day.isBefore(span.from());
            case AT_MOST -> day.isBefore(span.until());
            case GREATER -> !day.isBefore(span.until());
            case AT_LEAST -> !day.isBefore(span.from());
        };
    }

    private static @Nullable LocalDate day(Object value) {
        if (value instanceof LocalDate day) return day;
        return value instanceof Instant instant ? LocalDate.ofInstant(instant, ZoneOffset.UTC) : null;
    }

    private static Pattern like(String wanted) {
        var pattern = new StringBuilder();
        for (int i = 0; i < wanted.length(); i++) {
            char c = wanted.charAt(i);
            if (c == '\\' && i + 1 < wanted.length()) pattern.append(Pattern.quote(wanted.substring(++i, i + 1)));
            else if (c == '%') pattern.append(".*");
            else if (c == '_') pattern.append('.');
            else pattern.append(Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(pattern.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    private Refusal mismatch(boolean shouldBeQuoted) {
        String type = column.field().type().soap();
        String name = type.substring(type.indexOf(':') + 1);
        boolean quoted = column.field().type().text() && shouldBeQuoted;
        return Complaint.field(
                query,
                position,
                "value of filter criterion for field '" + column.field().name() + "' must be of type " + name
                        + " and should " + (quoted ? "be enclosed in quotes" : "not be enclosed in quotes"));
    }
}
