package dev.handrail.simulator.hubspot;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How the values of each type of property are written, stored and compared. */
final class ValueFormats {

    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@<>()\\[\\],;:\\\\\"]+@(?:[^\\s@.<>()\\[\\],;:\\\\\"]+\\.)+[\\p{Alpha}]{2,}");

    private ValueFormats() {}

    static boolean email(String text) {
        return EMAIL.matcher(text).matches() && !text.contains("..");
    }

    static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(new BigDecimal(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** From ISO 8601 or milliseconds since 1970; a day alone is its first moment in UTC. */
    static Optional<Instant> time(String text) {
        try {
            if (text.matches("-?\\d+")) return Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
            if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
                return Optional.of(
                        LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
            }
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Empty unless it is a day, or the first moment of one in UTC. */
    static Optional<LocalDate> day(String text) {
        return time(text)
                .map(time -> time.atZone(ZoneOffset.UTC))
                .filter(time -> time.toLocalTime().equals(LocalTime.MIDNIGHT))
                .map(time -> time.toLocalDate());
    }

    static Optional<Boolean> bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
