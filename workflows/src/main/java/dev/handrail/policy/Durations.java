package dev.handrail.policy;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them: {@code 48h}, {@code 30m}, {@code 3d}, or ISO 8601. */
public final class Durations {

    private static final Pattern SHORT = Pattern.compile("(\\d{1,8})([smhd])");
    private static final Duration LONGEST = Duration.ofDays(366);

    private Durations() {}

    /** Empty when it is no time, not above zero, or more than a year. */
    public static Optional<Duration> parse(String text) {
        try {
            return within(unlimited(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static Optional<Duration> within(Duration duration) {
        return Optional.of(duration).filter(time -> time.isPositive() && time.compareTo(LONGEST) <= 0);
    }

    private static Duration unlimited(String text) {
        Matcher matcher = SHORT.matcher(text);
        if (!matcher.matches()) {
            return Duration.parse(text);
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
