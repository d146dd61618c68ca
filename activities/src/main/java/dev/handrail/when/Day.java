package dev.handrail.when;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A day, and what was said about the time of it. Prints itself as it can be said: {@code 2026-11-26 09:00-11:00}.
 *
 * @param hours null when only the day was said
 */
public record Day(LocalDate date, @Nullable Hours hours) {

    public static Day of(LocalDate date) {
        return new Day(date, null);
    }

    /** Of two instants with the same local time the earlier; a day without hours begins when its date does. */
    public ZonedDateTime start(ZoneId zone) {
        return hours == null
                ? date.atStartOfDay(zone)
                : date.atTime(hours.from()).atZone(zone);
    }

    @Override
    public String toString() {
        return hours == null ? date.toString() : date + " " + hours;
    }
}
