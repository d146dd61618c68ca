package dev.handrail.when;

import dev.handrail.when.Said.Toward;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Reads which days a filter is about. Weeks begin on Monday. */
final class SpanReader {

    private static final Rules<Said, Span> RULES = new Rules<Said, Span>()
            .add("this|current week", (_, said) -> week(said, 0))
            .add("next|coming week", (_, said) -> week(said, 1))
            .add("last|previous week", (_, said) -> week(said, -1))
            .add("[this] weekend", (_, said) -> weekend(said, 0))
            .add(
                    "next weekend",
                    (_, said) -> weekend(said, 0)
                            .then(coming -> Answer.unclear(
                                    "Next weekend can be the coming one or the one after", coming, later(coming, 7))))
            .add("last weekend", (_, said) -> weekend(said, -1))
            .add("this|current month", (_, said) -> month(said, 0))
            .add("next|coming month", (_, said) -> month(said, 1))
            .add("last|previous month", (_, said) -> month(said, -1))
            .add("this|current year", (_, said) -> year(said.today().getYear()))
            .add("next|coming year", (_, said) -> year(said.today().getYear() + 1))
            .add("last|previous year", (_, said) -> year(said.today().getYear() - 1))
            .add("this|current quarter", (_, said) -> quarterOf(said.today()))
            .add("next|coming quarter", (_, said) -> quarterOf(said.today().plusMonths(3)))
            .add("last|previous quarter", (_, said) -> quarterOf(said.today().minusMonths(3)))
            .add("q {n} {year}", (found, _) -> quarter(found.number("year"), found.number("n")))
            .add("q {n}", (found, said) -> quarter(said.today().getYear(), found.number("n")))
            .add("month to date", (_, said) -> between(said.today().withDayOfMonth(1), said.today()))
            .add("mtd", (_, said) -> between(said.today().withDayOfMonth(1), said.today()))
            .add("year to date", (_, said) -> between(said.today().withDayOfYear(1), said.today()))
            .add("ytd", (_, said) -> between(said.today().withDayOfYear(1), said.today()))
            .add("[in] last|past|previous {n} {unit}", (found, said) -> back(found, said.today()))
            .add(
                    "past {unit}",
                    (found, said) ->
                            between(found.unit().before(said.today(), 1).plusDays(1), said.today()))
            .add("[in|within] next|coming|following {n} {unit}", (found, said) -> forth(found, said.today()))
            .add("within {n} {unit}", (found, said) -> forth(found, said.today()))
            .add(
                    "{n} {unit}",
                    (found, said) -> Answer.unclear(
                            "It was not said whether they are past or to come",
                            forth(found, said.today()).certain().findFirst().orElseThrow(),
                            back(found, said.today()).certain().findFirst().orElseThrow()))
            .add("{year}", (found, _) -> year(found.number("year")))
            .add("{year} - {number}", (found, said) -> monthOf(said, found.number("year"), found.number("number")))
            .add(
                    "[in] {month} {year}",
                    (found, said) ->
                            monthOf(said, found.number("year"), found.month().getValue()))
            .add("[in] {month}", SpanReader::monthWithoutAYear)
            .add("{month} {day} -|to|..|until|till|through {day2} [{year}]", SpanReader::daysOfAMonth)
            .add("{day} -|to|..|until|till|through {day2} [of] {month} [{year}]", SpanReader::daysOfAMonth)
            .addIf("[in] week of {date}", open(Toward.NEAREST, SpanReader::weekOf))
            .addIf("before {date}", open(Toward.NEAREST, day -> new Span(null, day.minusDays(1))))
            .addIf("until|till|by|through|to {date}", open(Toward.NEAREST, day -> new Span(null, day)))
            .addIf("up to {date}", open(Toward.NEAREST, day -> new Span(null, day)))
            .addIf("{date} or|and earlier|before", open(Toward.NEAREST, day -> new Span(null, day)))
            .addIf("after {date}", open(Toward.NEAREST, day -> new Span(day.plusDays(1), null)))
            .addIf("since {date}", open(Toward.PAST, day -> new Span(day, null)))
            .addIf("from|starting {date} [onwards|onward]", open(Toward.NEAREST, day -> new Span(day, null)))
            .addIf("{date} or|and later|after|onwards", open(Toward.NEAREST, day -> new Span(day, null)))
            .addIf("[from|between] {date} ..|-|/|to|until|till|through|and {date2}", SpanReader::fromTo)
            .addIf("{date}", open(Toward.NEAREST, day -> new Span(day, day)));

    private SpanReader() {}

    static Optional<Answer<Span>> read(List<Token> tokens, Said said) {
        return RULES.read(tokens, said);
    }

    private static BiFunction<Found, Said, Optional<Answer<Span>>> open(Toward toward, Function<LocalDate, Span> span) {
        return (found, said) ->
                DateReader.read(found.tokens("date"), said.toward(toward)).map(date -> date.map(span));
    }

    private static Optional<Answer<Span>> fromTo(Found found, Said said) {
        Said near = said.toward(Toward.NEAREST);
        return DateReader.read(found.tokens("date"), near)
                .flatMap(from -> DateReader.read(found.tokens("date2"), near)
                        .map(to -> from.then(first -> to.then(last ->
                                last.isBefore(first) ? endsLater(found, said, first, last) : between(first, last)))));
    }

    /** "Monday to Friday" said on a Wednesday: the Friday after that Monday. */
    private static Answer<Span> endsLater(Found found, Said said, LocalDate first, LocalDate last) {
        return DateReader.read(found.tokens("date2"), said.on(first))
                .flatMap(to -> to.certain().findFirst())
                .filter(to -> !to.isBefore(first))
                .map(to -> between(first, to))
                .orElseGet(() -> Answer.unclear("The span ends before it begins", new Span(last, first)));
    }

    private static Answer<Span> between(LocalDate from, LocalDate to) {
        return Answer.understood(new Span(from, to));
    }

    private static Answer<Span> week(Said said, int weeks) {
        return said.monday(weeks).map(SpanReader::weekOf);
    }

    private static Span weekOf(LocalDate day) {
        LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return new Span(monday, monday.plusDays(6));
    }

    private static Answer<Span> weekend(Said said, int weeks) {
        LocalDate sunday = said.today()
                .with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY))
                .plusWeeks(weeks);
        return between(sunday.minusDays(1), sunday);
    }

    private static Span later(Span span, int days) {
        return new Span(
                span.from() == null ? null : span.from().plusDays(days),
                span.to() == null ? null : span.to().plusDays(days));
    }

    private static Answer<Span> month(Said said, int months) {
        return whole(YearMonth.from(said.today()).plusMonths(months));
    }

    private static Answer<Span> monthOf(Said said, int year, int month) {
        return said.date(year, month, 1).then(first -> whole(YearMonth.from(first)));
    }

    private static Answer<Span> whole(YearMonth month) {
        return between(month.atDay(1), month.atEndOfMonth());
    }

    private static Answer<Span> monthWithoutAYear(Found found, Said said) {
        YearMonth thisYear = YearMonth.of(said.today().getYear(), found.month());
        int order = thisYear.compareTo(YearMonth.from(said.today()));
        if (order == 0) {
            return whole(thisYear);
        }
        YearMonth past = order < 0 ? thisYear : thisYear.minusYears(1);
        return Answer.unclear(
                "%s can be the last or the next one".formatted(English.name(found.month())),
                new Span(past.atDay(1), past.atEndOfMonth()),
                new Span(past.plusYears(1).atDay(1), past.plusYears(1).atEndOfMonth()));
    }

    private static Answer<Span> daysOfAMonth(Found found, Said said) {
        Said near = said.toward(Toward.NEAREST);
        Answer<LocalDate> first = found.has("year")
                ? said.date(found.number("year"), found.month().getValue(), found.number("day"))
                : near.date(found.month(), found.number("day"));
        return first.then(from -> said.date(YearMonth.from(from), found.number("day2"))
                .then(to -> to.isBefore(from)
                        ? Answer.unclear("The span ends before it begins", new Span(to, from))
                        : between(from, to)));
    }

    private static Answer<Span> year(int year) {
        return between(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
    }

    private static Answer<Span> quarterOf(LocalDate day) {
        return quarter(day.getYear(), day.get(IsoFields.QUARTER_OF_YEAR));
    }

    private static Answer<Span> quarter(int year, int quarter) {
        if (quarter > 4) {
            return Answer.unclear("A year has four quarters");
        }
        YearMonth first = YearMonth.of(year, quarter * 3 - 2);
        return between(first.atDay(1), first.plusMonths(2).atEndOfMonth());
    }

    /** "last 7 days": today is the last of them. */
    private static Answer<Span> back(Found found, LocalDate today) {
        return between(found.unit().before(today, found.number("n")).plusDays(1), today);
    }

    /** "next 7 days": today is the first of them. */
    private static Answer<Span> forth(Found found, LocalDate today) {
        return between(today, found.unit().after(today, found.number("n")).minusDays(1));
    }
}
