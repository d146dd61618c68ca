package dev.handrail.when;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** What days are counted in. */
enum Unit {
    DAY(ChronoUnit.DAYS, 1),
    WEEK(ChronoUnit.WEEKS, 1),
    FORTNIGHT(ChronoUnit.WEEKS, 2),
    MONTH(ChronoUnit.MONTHS, 1),
    YEAR(ChronoUnit.YEARS, 1);

    private final ChronoUnit unit;
    private final int times;

    Unit(ChronoUnit unit, int times) {
        this.unit = unit;
        this.times = times;
    }

    /** A month after January 31 is the last day of February. */
    LocalDate after(LocalDate day, int amount) {
        return day.plus((long) amount * times, unit);
    }

    LocalDate before(LocalDate day, int amount) {
        return after(day, -amount);
    }
}
