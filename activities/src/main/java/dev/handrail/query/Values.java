package dev.handrail.query;

import dev.handrail.action.ActionRefused;
import dev.handrail.call.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was given for filters, read on a day in the business's time zone. */
record Values(ZoneId zone, Instant now, DateWords words) {

    private static final int LONGEST = 200;

    LocalDate today() {
        return LocalDate.ofInstant(now, zone);
    }

    boolean flag(String name, Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw refused(name, "true or false");
    }

    long number(String name, Object value) {
        if (value instanceof Number number && number.doubleValue() == number.longValue()) {
            return number.longValue();
        }
        throw refused(name, "a whole number");
    }

    String text(String name, Object value) {
        if (value instanceof String text && !text.isBlank() && text.length() <= LONGEST) {
            return text.strip();
        }
        throw refused(name, "a text of at most %d characters".formatted(LONGEST));
    }

    List<String> texts(String name, Object value) {
        return value instanceof List<?> list && !list.isEmpty() && list.size() <= 100
                ? list.stream()
                        .map(each -> text(name, each == null ? "" : each))
                        .toList()
                : List.of(text(name, value));
    }

    /** Words such as "this week", or {@code {"from": words, "to": words}}. */
    DayRange days(String name, Object value) {
        if (value instanceof Map<?, ?> range
                && !range.isEmpty()
                && Set.of("from", "to").containsAll(range.keySet())) {
            return new DayRange(end(name, range.get("from"), true), end(name, range.get("to"), false));
        }
        return words.read(text(name, value), zone, now);
    }

    private @Nullable LocalDate end(String name, @Nullable Object value, boolean first) {
        if (value == null) {
            return null;
        }
        DayRange days = words.read(text(name, value), zone, now);
        return first ? days.first() : days.last();
    }

    /** When the day begins here. */
    OffsetDateTime start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant().atOffset(ZoneOffset.UTC);
    }

    static ActionRefused refused(String name, String what) {
        return new ActionRefused(Refusal.INVALID_ARGUMENTS, "The filter %s takes %s".formatted(name, what));
    }
}
