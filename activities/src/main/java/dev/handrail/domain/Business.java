package dev.handrail.domain;

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
        java.math.BigDecimal taxPercent,
        LocalTime opens,
        LocalTime closes,
        Set<DayOfWeek> openDays) {}
