package dev.handrail.api.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as a person takes them in at a glance. */
final class Times {

    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern(
                    "d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Times() {}

    static String exact(Instant time) {
        return EXACT.format(time);
    }

    static String ago(Instant time, Instant now) {
        Duration since = Duration.between(time, now);
        return since.compareTo(Duration.ofMinutes(1)) < 0 ? "just now" : span(since) + " ago";
    }

    static String left(Instant end, Instant now) {
        return now.isBefore(end) ? span(Duration.between(now, end)) + " left" : "expired";
    }

    private static String span(Duration duration) {
        if (duration.toMinutes() < 1) {
            return "less than a minute";
        }
        if (duration.toHours() < 1) {
            return duration.toMinutes() + " min";
        }
        return duration.toDays() < 2 ? duration.toHours() + " h" : duration.toDays() + " days";
    }
}
