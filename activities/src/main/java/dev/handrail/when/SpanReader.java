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
import java.util.function.IntFunction;

/** Reads which days a filter is about. Weeks begin on Monday. */
final class SpanReader {

    private static final Rules<Said, Span> RULES = new Rules<Said, Span>()
            .add("this|current week", (_, said) -> said.monday(0).map(SpanReader::weekOf))
            .add("next|coming week", (_, said) -> said.monday(1).map(SpanReader::weekOf))
            .add("last|previous week", (_, said) -> said.monday(-1).map(SpanReader::weekOf))
            .certain("[this] weekend", (_, said) -> weekend(said, 0))
            .add(
                    "next weekend",
                    (_, said) -> Answer.unclear(
                            "Next weekend can be the coming one or the one after", weekend(said, 0), weekend(said, 1)))
            .certain("last weekend", (_, said) -> weekend(said, -1))
            .certain("this|current month", (_, said) -> whole(YearMonth.from(said.today())))
            .certain(
                    "next|coming month",
                    (_, said) -> whole(YearMonth.from(said.today()).plusMonths(1)))
            .certain(
                    "last|previous month",
                    (_, said) -> whole(YearMonth.from(said.today()).minusMonths(1)))
            .certain("this|current year", (_, said) -> year(said.today().getYear()))
            .certain("next|coming year", (_, said) -> year(said.today().getYear() + 1))
            .certain("last|previous year", (_, said) -> year(said.today().getYear() - 1))
            .certain("this|current quarter", (_, said) -> quarterOf(said.today()))
            .certain("next|coming quarter", (_, said) -> quarterOf(said.today().plusMonths(3)))
            .certain(
                    "last|previous quarter", (_, said) -> quarterOf(said.today().minusMonths(3)))
            .certain("q {quarter} [of] {year}", SpanReader::quarterSaid)
            .certain("{year} [-] q {quarter}", SpanReader::quarterSaid)
            .add("q {quarter}", (found, said) -> lastOrNext(said, year -> quarter(year, found.number("quarter"))))
            .certain("month to date", (_, said) -> new Span(said.today().withDayOfMonth(1), said.today()))
            .certain("mtd", (_, said) -> new Span(said.today().withDayOfMonth(1), said.today()))
            .certain("year to date", (_, said) -> new Span(said.today().withDayOfYear(1), said.today()))
            .certain("ytd", (_, said) -> new Span(said.today().withDayOfYear(1), said.today()))
            .certain(
                    "[in] last|past|previous {n} {unit}", (found, said) -> back(found, said.today(), found.number("n")))
            .certain("[in] past {unit}", (found, said) -> back(found, said.today(), 1))
            .certain("[in|within] next|coming|following {n} {unit}", (found, said) -> forth(found, said.today()))
            .certain("within {n} {unit}", (found, said) -> forth(found, said.today()))
            .add(
                    "{n} {unit}",
                    (found, said) -> Answer.unclear(
                            "It was not said whether they are past or to come",
                            forth(found, said.today()),
                            back(found, said.today(), found.number("n"))))
            .certain("{year}", (found, _) -> year(found.number("year")))
            .add(
                    "{year} - {number}",
                    (found, said) -> said.date(found.number("year"), found.number("number"), 1)
                            .map(day -> whole(YearMonth.from(day))))
            .certain("[in] {month} [of] {year}", (found, _) -> whole(YearMonth.of(found.number("year"), found.month())))
            .add("[in] {month}", (found, said) -> lastOrNext(said, year -> whole(YearMonth.of(year, found.month()))))
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
                                ordered(first, last.isBefore(first) ? nextAfter(found, said, first, last) : last)))));
    }

    /** "Monday to Friday" said on a Wednesday: the Friday after that Monday. */
    private static LocalDate nextAfter(Found found, Said said, LocalDate first, LocalDate last) {
        return DateReader.read(found.tokens("date2"), said.on(first))
                .flatMap(to -> to.certain().findFirst())
                .orElse(last);
    }

    private static Answer<Span> ordered(LocalDate first, LocalDate last) {
        return last.isBefore(first)
                ? Answer.unclear("The span ends before it begins", new Span(last, first))
                : Answer.understood(new Span(first, last));
    }

    private static Answer<Span> daysOfAMonth(Found found, Said said) {
        Answer<LocalDate> first = found.has("year")
                ? said.date(found.number("year"), found.month().getValue(), found.number("day"))
                : said.toward(Toward.NEAREST).date(found.month(), found.number("day"));
        return first.then(
                from -> said.date(YearMonth.from(from), found.number("day2")).then(to -> ordered(from, to)));
    }

    private static Span weekOf(LocalDate day) {
        LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return new Span(monday, monday.plusDays(6));
    }

    private static Span weekend(Said said, int weeks) {
        LocalDate sunday = said.today()
                .with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY))
                .plusWeeks(weeks);
        return new Span(sunday.minusDays(1), sunday);
    }

    private static Span whole(YearMonth month) {
        return new Span(month.atDay(1), month.atEndOfMonth());
    }

    private static Span year(int year) {
        return new Span(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
    }

    private static Span quarterOf(LocalDate day) {
        return quarter(day.getYear(), day.get(IsoFields.QUARTER_OF_YEAR));
    }

    private static Span quarterSaid(Found found, Said said) {
        return quarter(found.number("year"), found.number("quarter"));
    }

    private static Span quarter(int year, int quarter) {
        YearMonth last = YearMonth.of(year, quarter * 3);
        return new Span(last.minusMonths(2).atDay(1), last.atEndOfMonth());
    }

    /** A part of the year without the year, which is certain only while it lasts. */
    private static Answer<Span> lastOrNext(Said said, IntFunction<Span> ofYear) {
        int year = said.today().getYear();
        Span thisYears = ofYear.apply(year);
        if (thisYears.contains(said.today())) {
            return Answer.understood(thisYears);
        }
        int last = thisYears.endsBefore(said.today()) ? year : year - 1;
        return Answer.unclear("That can be the last one or the next", ofYear.apply(last), ofYear.apply(last + 1));
    }

    /** "last 7 days": today is the last of them. */
    private static Span back(Found found, LocalDate today, int amount) {
        return new Span(found.unit().before(today, amount).plusDays(1), today);
    }

    /** "next 7 days": today is the first of them. */
    private static Span forth(Found found, LocalDate today) {
        return new Span(today, found.unit().after(today, found.number("n")).minusDays(1));
    }
}
