package dev.handrail.when;

import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Reads which day is meant, as seen from the day of today. */
final class DateReader {

    private static final Rules<Said, LocalDate> SIMPLE = new Rules<Said, LocalDate>()
            .certain("today", (_, said) -> said.today())
            .certain("tomorrow", (_, said) -> said.today().plusDays(1))
            .certain("yesterday", (_, said) -> said.today().minusDays(1))
            .certain("[a] day after tomorrow", (_, said) -> said.today().plusDays(2))
            .certain("[a] day before yesterday", (_, said) -> said.today().minusDays(2))
            .certain("[in] {n} {unit} [time]", (found, said) -> after(found, said.today()))
            .certain("{n} {unit} from now", (found, said) -> after(found, said.today()))
            .certain("{n} {unit} ago", (found, said) -> before(found, said.today()))
            .certain("[in] {n} business|working|work day|days", (found, said) -> businessDays(found, said.today()))
            .certain("{n} business|working|work day|days from now", (found, said) -> businessDays(found, said.today()))
            .certain("next business|working|work day", (_, said) -> Said.businessDaysAfter(said.today(), 1))
            .add("{weekday}", (found, said) -> said.weekday(found.weekday()))
            .certain(
                    "this|coming [coming] {weekday}",
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
            .addIf("[in] {n} {unit} from|after {date}", counting(DateReader::after))
            .addIf("{n} {unit} before {date}", counting(DateReader::before))
            .addIf("{n} business|working|work day|days from|after {date}", counting(DateReader::businessDays))
            .addIf("day after {date}", counting((_, day) -> day.plusDays(1)))
            .addIf("day before {date}", counting((_, day) -> day.minusDays(1)))
            .addIf("{weekday} {number}", DateReader::dayOrTime)
            .addIf("{weekday} {date}", DateReader::checked)
            .addIf("{date} {weekday}", DateReader::checked);

    private DateReader() {}

    static Optional<Answer<LocalDate>> read(List<Token> tokens, Said said) {
        return SIMPLE.read(tokens, said).or(() -> COMPOSED.read(tokens, said));
    }

    private static BiFunction<Found, Said, Optional<Answer<LocalDate>>> counting(
            BiFunction<Found, LocalDate, LocalDate> count) {
        return (found, said) ->
                SIMPLE.read(found.tokens("date"), said).map(date -> date.map(day -> count.apply(found, day)));
    }

    private static LocalDate after(Found found, LocalDate day) {
        return found.unit().after(day, found.number("n"));
    }

    private static LocalDate before(Found found, LocalDate day) {
        return found.unit().before(day, found.number("n"));
    }

    private static LocalDate businessDays(Found found, LocalDate day) {
        return Said.businessDaysAfter(day, found.number("n"));
    }

    private static Answer<LocalDate> ofWeek(Found found, Said said, int weeks) {
        return said.monday(weeks).map(monday -> monday.with(TemporalAdjusters.nextOrSame(found.weekday())));
    }

    /** A weekday beside a date has to agree with it. */
    private static Optional<Answer<LocalDate>> checked(Found found, Said said) {
        return SIMPLE.read(found.tokens("date"), said)
                .map(date -> date.then(day ->
                        day.getDayOfWeek() == found.weekday() ? Answer.understood(day) : otherWeekday(found, day)));
    }

    /** In "Monday 30" the number can only be the day, in "Monday 9" only the time, unless that Monday is the 9th. */
    private static Optional<Answer<LocalDate>> dayOrTime(Found found, Said said) {
        int number = found.number("number");
        if (number > 31) {
            return Optional.empty();
        }
        LocalDate day = said.dayOfMonth(number);
        boolean agrees = day.getDayOfWeek() == found.weekday();
        if (number > 12) {
            return Optional.of(agrees ? Answer.understood(day) : otherWeekday(found, day));
        }
        return agrees
                ? Optional.of(Answer.unclear("The number can be the day of the month or the time", day))
                : Optional.empty();
    }

    private static Answer<LocalDate> otherWeekday(Found found, LocalDate day) {
        return Answer.unclear(
                "%s is a %s, not a %s".formatted(day, English.name(day.getDayOfWeek()), English.name(found.weekday())),
                day,
                day.with(TemporalAdjusters.previous(found.weekday())),
                day.with(TemporalAdjusters.next(found.weekday())));
    }
}
