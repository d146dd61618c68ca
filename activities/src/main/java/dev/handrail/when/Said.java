package dev.handrail.when;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** When words were said, and which day they mean when they leave something out. */
record Said(ZonedDateTime now, Toward toward) {

    /** Where a day lies whose month or year was not said. */
    enum Toward {
        FUTURE,
        PAST,
        NEAREST
    }

    private static final int YEARS_BETWEEN_LEAP_DAYS_AT_MOST = 8;

    LocalDate today() {
        return now.toLocalDate();
    }

    Said toward(Toward other) {
        return new Said(now, other);
    }

    /** The same words as if said on that day. */
    Said on(LocalDate day) {
        return new Said(day.atTime(now.toLocalTime()).atZone(now.getZone()), Toward.FUTURE);
    }

    Answer<LocalDate> date(int year, int month, int day) {
        if (month < 1 || month > 12) {
            return Answer.unclear("There is no month " + month);
        }
        return date(YearMonth.of(year, month), day);
    }

    Answer<LocalDate> date(YearMonth month, int day) {
        return month.isValidDay(day)
                ? Answer.understood(month.atDay(day))
                : Answer.unclear("%s has no day %d".formatted(English.month(month), day), month.atEndOfMonth());
    }

    Answer<LocalDate> date(Month month, int day) {
        if (day < 1 || day > month.maxLength()) {
            return date(month, month.minLength())
                    .then(last -> Answer.unclear("%s has no day %d".formatted(English.name(month), day), last));
        }
        MonthDay said = MonthDay.of(month, day);
        LocalDate found =
                chosen(IntStream.rangeClosed(-YEARS_BETWEEN_LEAP_DAYS_AT_MOST, YEARS_BETWEEN_LEAP_DAYS_AT_MOST)
                        .map(years -> today().getYear() + years)
                        .filter(said::isValidYear)
                        .mapToObj(said::atYear)
                        .toList());
        boolean soon = distance(found) <= 366;
        return soon
                ? Answer.understood(found)
                : date(month, month.minLength())
                        .then(last -> Answer.unclear(
                                "%s has no day %d".formatted(English.month(YearMonth.from(last)), day), last, found));
    }

    /** "the 26th" */
    LocalDate dayOfMonth(int day) {
        YearMonth month = YearMonth.from(today());
        return chosen(IntStream.rangeClosed(-2, 2)
                .mapToObj(month::plusMonths)
                .filter(other -> other.isValidDay(day))
                .map(other -> other.atDay(day))
                .toList());
    }

    /** The first such month that has not ended. */
    YearMonth coming(Month month) {
        YearMonth thisYear = YearMonth.of(today().getYear(), month);
        return thisYear.isBefore(YearMonth.from(today())) ? thisYear.plusYears(1) : thisYear;
    }

    /** Of days in order the one that is meant when a year or a month was left out. */
    LocalDate chosen(List<LocalDate> days) {
        Optional<LocalDate> found = switch (toward) {
            case FUTURE -> days.stream().filter(day -> !day.isBefore(today())).findFirst();
            case PAST ->
                days.reversed().stream().filter(day -> !day.isAfter(today())).findFirst();
            case NEAREST -> days.stream().min(Comparator.comparingLong(this::distance));
        };
        return found.orElseThrow();
    }

    private long distance(LocalDate day) {
        return Math.abs(ChronoUnit.DAYS.between(today(), day));
    }

    /** "Friday", which on a Friday is today or in a week. */
    Answer<LocalDate> weekday(DayOfWeek weekday) {
        boolean back = toward == Toward.PAST;
        if (today().getDayOfWeek() == weekday) {
            return Answer.unclear("Today is a " + English.name(weekday), today(), today().plusWeeks(back ? -1 : 1));
        }
        return Answer.understood(
                today().with(back ? TemporalAdjusters.previous(weekday) : TemporalAdjusters.next(weekday)));
    }

    /** "next Friday" has one reading only when the coming Friday is not in the current week. */
    Answer<LocalDate> next(DayOfWeek weekday) {
        LocalDate coming = today().with(TemporalAdjusters.next(weekday));
        return coming.isAfter(lastDayOfThisWeek())
                ? Answer.understood(coming)
                : Answer.unclear(
                        "Next " + English.name(weekday) + " can be the coming one or the one of the week after",
                        coming,
                        coming.plusWeeks(1));
    }

    /** As {@link #next}, backwards. */
    Answer<LocalDate> last(DayOfWeek weekday) {
        LocalDate latest = today().with(TemporalAdjusters.previous(weekday));
        return latest.isBefore(firstDayOfThisWeek())
                ? Answer.understood(latest)
                : Answer.unclear(
                        "Last " + English.name(weekday) + " can be the latest one or the one of the week before",
                        latest,
                        latest.minusWeeks(1));
    }

    /** Whether weeks begin on Sunday or on Monday depends on whom one asks; the outermost day of both counts. */
    private LocalDate lastDayOfThisWeek() {
        return isSunday() ? today().plusDays(6) : today().with(TemporalAdjusters.next(DayOfWeek.SUNDAY));
    }

    private LocalDate firstDayOfThisWeek() {
        return isSunday() ? today().minusDays(6) : today().with(TemporalAdjusters.previous(DayOfWeek.SUNDAY));
    }

    /** The Monday of a week: 0 is this one, 1 the next. On a Sunday nobody knows which week this is. */
    Answer<LocalDate> monday(int weeks) {
        LocalDate monday =
                today().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).plusWeeks(weeks);
        return isSunday()
                ? Answer.unclear("On a Sunday it is not certain which week is meant", monday, monday.plusWeeks(1))
                : Answer.understood(monday);
    }

    private boolean isSunday() {
        return today().getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    /** Monday to Friday; it knows no holidays. */
    static LocalDate businessDaysAfter(LocalDate day, int amount) {
        LocalDate after = day;
        for (int left = amount; left > 0; left--) {
            after = nextBusinessDay(after);
        }
        return after;
    }

    private static LocalDate nextBusinessDay(LocalDate day) {
        return switch (day.getDayOfWeek()) {
            case FRIDAY -> day.plusDays(3);
            case SATURDAY -> day.plusDays(2);
            case SUNDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY -> day.plusDays(1);
        };
    }
}
