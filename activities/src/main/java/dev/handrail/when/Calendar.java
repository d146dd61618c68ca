package dev.handrail.when;

import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Days of the calendar: by numbers, by month, by their place in a month. */
final class Calendar {

    private static final int CENTURY = 2000;

    private Calendar() {}

    static void addTo(Rules<Said, LocalDate> rules) {
        rules.add(
                        "{year} -|/|. {number} -|/|. {number2}",
                        (found, said) ->
                                said.date(found.number("year"), found.number("number"), found.number("number2")))
                .add("{date8}", (found, said) -> {
                    int digits = found.number("date8");
                    return said.date(digits / 10_000, digits / 100 % 100, digits % 100);
                })
                .add(
                        "{number} -|/|. {number2} -|/|. {year}",
                        (found, said) -> numeric(found, said, found.number("year")))
                .add(
                        "{number} /|. {number2} /|. {yy}",
                        (found, said) -> numeric(found, said, CENTURY + found.number("yy")))
                .add("{number} - {number2} - {yy}", Calendar::shortYearAnywhere)
                .add("{number} / {number2}", (found, said) -> numeric(found, said, 0))
                .add("{number} . {number2} .", (found, said) -> numeric(found, said, 0))
                .add("{month} {day} [{year}]", Calendar::dayOfMonth)
                .add("{day} [.] [of] {month} [{year}]", Calendar::dayOfMonth)
                .add("{number} [of] {month} {yy}", Calendar::yearOrNot)
                .add("{month} {number} {yy}", Calendar::yearOrNot)
                .add("{day} - {month} - {year}", Calendar::dayOfMonth)
                .add("{month} - {day} - {year}", Calendar::dayOfMonth)
                .certain("{ordinal}", (found, said) -> said.dayOfMonth(found.number("ordinal")))
                .certain("{ordinal} [of] month", (found, said) -> said.dayOfMonth(found.number("ordinal")))
                .add("{ordinal} [of] this month", (found, said) -> said.date(month(said, 0), found.number("ordinal")))
                .add("{ordinal} [of] next month", (found, said) -> said.date(month(said, 1), found.number("ordinal")))
                .certain("start|beginning [of] month", (_, said) -> said.dayOfMonth(1))
                .certain(
                        "start|beginning [of] next month",
                        (_, said) -> month(said, 1).atDay(1))
                .certain(
                        "start|beginning [of] next year",
                        (_, said) -> LocalDate.of(said.today().getYear() + 1, 1, 1))
                .add("start|beginning [of] next week", (_, said) -> said.monday(1))
                .certain(
                        "[at] end [of] [this] month",
                        (_, said) -> month(said, 0).atEndOfMonth())
                .certain("eom", (_, said) -> month(said, 0).atEndOfMonth())
                .certain(
                        "last day [of|in] [this] month",
                        (_, said) -> month(said, 0).atEndOfMonth())
                .certain("[at] end [of] next month", (_, said) -> month(said, 1).atEndOfMonth())
                .certain(
                        "last day [of|in] next month",
                        (_, said) -> month(said, 1).atEndOfMonth())
                .add(
                        "end [of] {month} [{year}]",
                        (found, said) -> ofMonth(found, said, month -> Answer.understood(month.atEndOfMonth())))
                .add(
                        "last day [of|in] {month} [{year}]",
                        (found, said) -> ofMonth(found, said, month -> Answer.understood(month.atEndOfMonth())))
                .certain("end [of] [this] year", (_, said) -> said.today().with(TemporalAdjusters.lastDayOfYear()))
                .certain("eoy", (_, said) -> said.today().with(TemporalAdjusters.lastDayOfYear()))
                .certain(
                        "end [of] next year",
                        (_, said) -> said.today().plusYears(1).with(TemporalAdjusters.lastDayOfYear()))
                .add("end [of] [this] week", (_, said) -> endOfWeek(said, 0))
                .add("eow", (_, said) -> endOfWeek(said, 0))
                .add("end [of] next week", (_, said) -> endOfWeek(said, 1))
                .add(
                        "{ordinal} {weekday} [of|in] {month} [{year}]",
                        (found, said) -> ofMonth(found, said, month -> nth(found, month)))
                .add("{ordinal} {weekday} [of|in] this month", (found, said) -> nth(found, month(said, 0)))
                .add("{ordinal} {weekday} [of|in] next month", (found, said) -> nth(found, month(said, 1)))
                .add(
                        "last {weekday} [of|in] {month} [{year}]",
                        (found, said) -> ofMonth(found, said, month -> Answer.understood(lastWeekday(found, month))))
                .certain("last {weekday} of|in [this] month", (found, said) -> lastWeekday(found, month(said, 0)))
                .certain("last {weekday} of|in next month", (found, said) -> lastWeekday(found, month(said, 1)));
    }

    /** @param year 0 when it was not said */
    private static Answer<LocalDate> numeric(Found found, Said said, int year) {
        int first = found.number("number");
        int second = found.number("number2");
        if (first > 12 && second <= 12) {
            return date(said, year, second, first);
        }
        if (first == second || second > 12 || first > 12) {
            return date(said, year, first, second);
        }
        return either(
                "%02d/%02d is %s %d or %s %d"
                        .formatted(
                                first,
                                second,
                                English.name(Month.of(first)),
                                second,
                                English.name(Month.of(second)),
                                first),
                List.of(date(said, year, first, second), date(said, year, second, first)));
    }

    private static Answer<LocalDate> shortYearAnywhere(Found found, Said said) {
        int first = found.number("number");
        int second = found.number("number2");
        int third = found.number("yy");
        return either(
                "A date with two digits for the year can be read in several ways",
                List.of(
                        date(said, CENTURY + third, first, second),
                        date(said, CENTURY + third, second, first),
                        date(said, CENTURY + first, second, third)));
    }

    /** "10 Dec 27" */
    private static Answer<LocalDate> yearOrNot(Found found, Said said) {
        int day = found.number("number");
        int other = found.number("yy");
        return new Answer.Unclear<>(
                "The number after the month and the day can be a year or a time",
                Stream.of(
                                said.date(CENTURY + other, found.month().getValue(), day),
                                said.date(found.month(), day),
                                said.date(found.month(), other))
                        .flatMap(Answer::certain)
                        .toList());
    }

    private static Answer<LocalDate> either(String why, List<Answer<LocalDate>> readings) {
        List<LocalDate> days =
                readings.stream().flatMap(Answer::certain).distinct().toList();
        return days.size() == 1 ? Answer.understood(days.getFirst()) : new Answer.Unclear<>(why, days);
    }

    private static Answer<LocalDate> date(Said said, int year, int month, int day) {
        return year > 0 || month < 1 || month > 12 ? said.date(year, month, day) : said.date(Month.of(month), day);
    }

    private static Answer<LocalDate> dayOfMonth(Found found, Said said) {
        return found.has("year")
                ? said.date(found.number("year"), found.month().getValue(), found.number("day"))
                : said.date(found.month(), found.number("day"));
    }

    private static YearMonth month(Said said, int later) {
        return YearMonth.from(said.today()).plusMonths(later);
    }

    /** In a month without a year it is the next one, or the nearest. */
    private static Answer<LocalDate> ofMonth(Found found, Said said, Function<YearMonth, Answer<LocalDate>> day) {
        if (found.has("year")) {
            return day.apply(YearMonth.of(found.number("year"), found.month()));
        }
        YearMonth coming = said.coming(found.month());
        Answer<LocalDate> ofComing = day.apply(coming);
        if (ofComing.certain().findAny().isEmpty()) {
            return ofComing;
        }
        return Answer.understood(said.chosen(IntStream.rangeClosed(-1, 1)
                .mapToObj(coming::plusYears)
                .flatMap(month -> day.apply(month).certain())
                .toList()));
    }

    private static Answer<LocalDate> endOfWeek(Said said, int weeks) {
        return said.monday(weeks)
                .then(monday -> Answer.unclear(
                        "A week ends on Friday for some and on Sunday for others",
                        monday.plusDays(4),
                        monday.plusDays(6)));
    }

    private static Answer<LocalDate> nth(Found found, YearMonth month) {
        int place = found.number("ordinal");
        LocalDate day = month.atDay(1).with(TemporalAdjusters.dayOfWeekInMonth(Math.min(place, 5), found.weekday()));
        return place <= 5 && YearMonth.from(day).equals(month)
                ? Answer.understood(day)
                : Answer.unclear(
                        "%s has no %s number %d".formatted(English.month(month), English.name(found.weekday()), place),
                        lastWeekday(found, month));
    }

    private static LocalDate lastWeekday(Found found, YearMonth month) {
        return month.atEndOfMonth().with(TemporalAdjusters.previousOrSame(found.weekday()));
    }
}
