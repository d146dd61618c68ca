package dev.handrail.domain;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Set;

/**
 * The business whose office it is.
 *
 * @param taxPercent added to what an invoice's lines come to
 */
public record Business(
        String name,
        ZoneId zone,
        Currency currency,
        BigDecimal taxPercent,
        LocalTime opens,
        LocalTime closes,
        Set<DayOfWeek> openDays) {

    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    public Business {
        if (name.isBlank() || name.length() > 120) {
            throw new IllegalArgumentException("name has 1 to 120 characters");
        }
        if (taxPercent.signum() < 0 || taxPercent.compareTo(ALL) > 0) {
            throw new IllegalArgumentException("taxPercent is from 0 to 100");
        }
        if (!opens.isBefore(closes)) {
            throw new IllegalArgumentException("A business opens before it closes, on the same day");
        }
        openDays = Set.copyOf(openDays);
    }
}
