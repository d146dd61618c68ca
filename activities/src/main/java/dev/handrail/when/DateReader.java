package dev.handrail.when;

import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;

/** Reads which day is meant, as seen from the day of today. */
final class DateReader {

    private static final Rules<Said, LocalDate> SIMPLE = new Rules<Said, LocalDate>()
            .certain("today", (_, said) -> said.today())
            .add("tomorrow", (_, said) -> days(said, 1))
            .add("yesterday", (_, said) -> days(said, -1))
            .add("[a] day after tomorrow", (_, said) -> days(said, 2))
            .add("[a] day before yesterday", (_, said) -> days(said, -2))
            .add("[in] {n} {unit} [time]", (found, said) -> after(found, said.today()))
            .add("{n} {unit} from now", (found, said) -> after(found, said.today()))
            .add("{n} {unit} ago", (found, said) -> before(found, said.today()))
            .add("[in] {n} business|working|work day|days", (found, said) -> businessDays(found, said.today()))
            .add("{n} business|working|work days from now", (found, said) -> businessDays(found, said.today()))
            .certain("next business|working|work day", (_, said) -> Said.businessDaysAfter(said.today(), 1))
            .add("{weekday}", (found, said) -> said.weekday(found.weekday()))
            .certain(
                    "this|coming {weekday}",
                    (found, said) -> said.today().with(TemporalAdjusters.nextOrSame(found.weekday())))
            .add("next {weekday}", (found, said) -> said.next(found.weekday()))
            .add("last|past|previous {weekday}", (found, said) -> said.last(found.weekday()))
            .add("{weekday} [of|in] this week", (found, said) -> ofWeek(found, said, 0))
            .add("{weekday} [of|in] next week", (found, said) -> ofWeek(found, said, 1))
            .add("{weekday} [of|in] last week", (found, said) -> ofWeek(found, said, -1))
            .add("next week {weekday}", (found, said) -> ofWeek(found, said, 1))
            .add(
                    "{weekday} week",
                    (found, said) -> said.weekday(found.weekday()).map(day -> day.plusWeeks(1)));

    static {
        Calendar.addTo(SIMPLE);
    }

    private static final Rules<Said, LocalDate> COMPOSED = new Rules<Said, LocalDate>()
            .addIf(
                    "[in] {n} {unit} from|after {date}",
                    (found, said) -> simple(found, said).map(date -> date.then(day -> after(found, day))))
            .addIf(
                    "{n} {unit} before {date}",
                    (found, said) -> simple(found, said).map(date -> date.then(day -> before(found, day))))
            .addIf(
                    "{n} business|working|work day|days from|after {date}",
                    (found, said) -> simple(found, said).map(date -> date.then(day -> businessDays(found, day))))
            .addIf(
                    "day after {date}",
                    (found, said) -> simple(found, said).map(date -> date.map(day -> day.plusDays(1))))
            .addIf(
                    "day before {date}",
                    (found, said) -> simple(found, said).map(date -> date.map(day -> day.minusDays(1))))
            .addIf("{weekday} {date}", DateReader::agreeing)
            .addIf("{date} {weekday}", DateReader::agreeing);

    private DateReader() {}

    static Optional<Answer<LocalDate>> read(List<Token> tokens, Said said) {
        return SIMPLE.read(tokens, said).or(() -> COMPOSED.read(tokens, said));
    }

    private static Optional<Answer<LocalDate>> simple(Found found, Said said) {
        return SIMPLE.read(found.tokens("date"), said);
    }

    private static Answer<LocalDate> days(Said said, int days) {
        return Answer.understood(said.today().plusDays(days));
    }

    private static Answer<LocalDate> after(Found found, LocalDate day) {
        return Answer.understood(found.unit().after(day, found.number("n")));
    }

    private static Answer<LocalDate> before(Found found, LocalDate day) {
        return Answer.understood(found.unit().before(day, found.number("n")));
    }

    private static Answer<LocalDate> businessDays(Found found, LocalDate day) {
        return Answer.understood(Said.businessDaysAfter(day, found.number("n")));
    }

    private static Answer<LocalDate> ofWeek(Found found, Said said, int weeks) {
        return said.monday(weeks).map(monday -> monday.plusDays(found.weekday().getValue() - 1));
    }

    /** A weekday beside a date is a check of it. */
    private static Optional<Answer<LocalDate>> agreeing(Found found, Said said) {
        return simple(found, said)
                .map(date -> date.then(day -> day.getDayOfWeek() == found.weekday()
                        ? Answer.understood(day)
                        : Answer.unclear(
                                "%s, %d is a %s, not a %s"
                                        .formatted(
                                                English.day(day),
                                                day.getYear(),
                                                English.name(day.getDayOfWeek()),
                                                English.name(found.weekday())),
                                day,
                                day.with(TemporalAdjusters.nextOrSame(found.weekday())))));
    }
}
