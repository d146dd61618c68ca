package dev.handrail.when;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.Locale;

/** Names of days and months in questions. */
final class English {

    private English() {}

    static String name(Month month) {
        return month.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    static String name(DayOfWeek weekday) {
        return weekday.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    static String month(YearMonth month) {
        return name(month.getMonth()) + " " + month.getYear();
    }
}
