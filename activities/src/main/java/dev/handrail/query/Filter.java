package dev.handrail.query;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A way to narrow a list down: its name, and the condition that follows from what was given for it. */
record Filter(String name, BiFunction<Object, Values, Condition> condition) {

    static Filter choice(String column, String... allowed) {
        return new Filter(column, (given, values) -> {
            List<String> chosen = values.texts(column, given).stream()
                    .map(text -> known(column, text, allowed))
                    .toList();
            return new Condition("r.%s IN (:%1$s)".formatted(column), Map.of(column, chosen));
        });
    }

    static Filter reference(String name, String column) {
        return new Filter(
                name,
                (given, values) -> new Condition(
                        "r.%s IN (:%s)".formatted(column, name), Map.of(name, values.texts(name, given))));
    }

    static Filter text(String column) {
        return new Filter(
                column,
                (given, values) -> new Condition(
                        "office_key(r.%s) = office_key(:%1$s)".formatted(column),
                        Map.of(column, values.text(column, given))));
    }

    static Filter flag(String name, String condition) {
        return new Filter(
                name,
                (given, values) ->
                        Condition.of(values.flag(name, given) ? condition : "(%s) IS NOT TRUE".formatted(condition)));
    }

    /** A condition with the day it is today as {@code :today}. */
    static Filter flagToday(String name, String condition) {
        return new Filter(
                name,
                (given, values) -> new Condition(
                        values.flag(name, given) ? condition : "(%s) IS NOT TRUE".formatted(condition),
                        Map.of("today", values.today())));
    }

    static Filter atLeast(String name, String column) {
        return new Filter(
                name,
                (given, values) ->
                        new Condition("r.%s >= :%s".formatted(column, name), Map.of(name, values.number(name, given))));
    }

    static Filter atMost(String name, String column) {
        return new Filter(
                name,
                (given, values) ->
                        new Condition("r.%s <= :%s".formatted(column, name), Map.of(name, values.number(name, given))));
    }

    /** @param column of a contact's address */
    static Filter place(String column) {
        return new Filter(
                column,
                (given, values) -> new Condition("""
                        r.id IN (SELECT a.contact_id FROM office_address a
                        WHERE a.tenant = current_tenant() AND a.removed_at IS NULL
                        AND a.%s_key = office_key(:%1$s))""".formatted(column), Map.of(column, values.text(column, given))));
    }

    /** Of a column with days. */
    static Filter days(String name, String column, Ends ends) {
        return new Filter(name, (given, values) -> {
            DayRange days = ends.of(values.days(name, given));
            return between(name, column, days.first(), days.last(), "<=");
        });
    }

    /** Of a column with times: from when the first day begins until the last one is over. */
    static Filter moments(String name, String column, Ends ends) {
        return new Filter(name, (given, values) -> {
            DayRange days = ends.of(values.days(name, given));
            LocalDate first = days.first();
            LocalDate last = days.last();
            return between(
                    name,
                    column,
                    first == null ? null : values.start(first),
                    last == null ? null : values.start(last.plusDays(1)),
                    "<");
        });
    }

    private static Condition between(
            String name, String column, @Nullable Object from, @Nullable Object to, String until) {
        Map<String, Object> ends = new LinkedHashMap<>();
        String sql = "r.%s IS NOT NULL".formatted(column);
        if (from != null) {
            sql += " AND r.%s >= :%s_from".formatted(column, name);
            ends.put(name + "_from", from);
        }
        if (to != null) {
            sql += " AND r.%s %s :%s_to".formatted(column, until, name);
            ends.put(name + "_to", to);
        }
        return new Condition(sql, ends);
    }

    private static String known(String name, String text, String... allowed) {
        String wanted = text.toLowerCase(Locale.ROOT).replace(' ', '_');
        for (String value : allowed) {
            if (value.toLowerCase(Locale.ROOT).equals(wanted)) {
                return value;
            }
        }
        throw Values.refused(name, "one or a list of " + String.join(", ", allowed));
    }

    /** Which days a filter means that was given some. */
    enum Ends {
        BOTH,
        /** From the first on. */
        FROM,
        /** Up to the last. */
        TO,
        AFTER,
        BEFORE;

        DayRange of(DayRange days) {
            LocalDate first = days.first();
            LocalDate last = days.last();
            return switch (this) {
                case BOTH -> days;
                case FROM -> new DayRange(first, null);
                case TO -> new DayRange(null, last);
                case AFTER -> new DayRange(last == null ? null : last.plusDays(1), null);
                case BEFORE -> new DayRange(null, first == null ? null : first.minusDays(1));
            };
        }
    }
}
