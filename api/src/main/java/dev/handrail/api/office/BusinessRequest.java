package dev.handrail.api.office;

import dev.handrail.domain.Business;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What {@code PUT /api/business} takes; what is left out stays. */
record BusinessRequest(
        @Nullable String name,
        @Nullable String timeZone,
        @Nullable String currency,
        @Nullable BigDecimal taxPercent,
        @Nullable String opens,
        @Nullable String closes,
        @Nullable List<String> openDays) {

    /** @throws RuntimeException for a time zone, currency or time that there is not */
    Business on(Business business) {
        return new Business(
                name == null ? business.name() : name,
                timeZone == null ? business.zone() : ZoneId.of(timeZone),
                currency == null ? business.currency() : Currency.getInstance(currency),
                taxPercent == null ? business.taxPercent() : taxPercent,
                opens == null ? business.opens() : LocalTime.parse(opens),
                closes == null ? business.closes() : LocalTime.parse(closes),
                openDays == null ? business.openDays() : days(openDays));
    }

    private static Set<DayOfWeek> days(List<String> names) {
        return names.stream()
                .map(name -> DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toSet());
    }
}
