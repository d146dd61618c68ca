package dev.handrail.query;

import dev.handrail.action.ActionRefused;
import dev.handrail.call.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Reads the days that people say. */
@FunctionalInterface
public interface DateWords {

    /** @throws ActionRefused when it is not clear which days are meant */
    DayRange read(String words, ZoneId zone, Instant now);

    /** Understands 2026-11-25, today, tomorrow, yesterday, and a range such as 2026-11-01..2026-11-30. */
    static DateWords plain() {
        return (words, zone, now) -> {
            String[] ends = words.strip().toLowerCase(Locale.ROOT).split("\\s*\\.\\.\\s*", 2);
            LocalDate first = plainDay(ends[0], LocalDate.ofInstant(now, zone));
            return ends.length == 1
                    ? DayRange.of(first)
                    : new DayRange(first, plainDay(ends[1], LocalDate.ofInstant(now, zone)));
        };
    }

    private static LocalDate plainDay(String word, LocalDate today) {
        return switch (word) {
            case "today" -> today;
            case "tomorrow" -> today.plusDays(1);
            case "yesterday" -> today.minusDays(1);
            default -> {
                try {
                    yield LocalDate.parse(word);
                } catch (DateTimeParseException e) {
                    throw new ActionRefused(
                            Refusal.INVALID_ARGUMENTS,
                            "A day is written such as 2026-11-25, today, tomorrow or yesterday, and days such as"
                                    + " 2026-11-01..2026-11-30");
                }
            }
        };
    }
}
