package dev.handrail.when;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads a day together with what is said about its time, in whichever order. */
final class DayReader {

    private static final Rules<Said, Day> FROM_NOW = new Rules<Said, Day>()
            .certain("[right] now", (_, said) -> in(said, 0))
            .certain("[in] {n} hour|hours", (found, said) -> in(said, 60 * found.number("n")))
            .certain("{n} hour|hours from now", (found, said) -> in(said, 60 * found.number("n")))
            .certain("[in] {n} minute|minutes", (found, said) -> in(said, found.number("n")))
            .certain("{n} minute|minutes from now", (found, said) -> in(said, found.number("n")))
            .certain("[in] half an hour", (_, said) -> in(said, 30));

    private static final Set<String> LIMITS = Set.of("after", "before", "by", "since", "till", "until");

    private final TimeReader times;

    DayReader(TimeReader times) {
        this.times = times;
    }

    Optional<Answer<Day>> read(List<Token> tokens, Said said) {
        return DateReader.read(tokens, said)
                .map(date -> date.map(Day::of))
                .or(() -> FROM_NOW.read(tokens, said))
                .or(() -> agreed(beginningOrEnd(tokens, said)))
                .or(() -> agreed(within(tokens, said)))
                .or(() -> times.read(tokens).map(time -> onlyATime(time, said)))
                .or(() -> SpanReader.read(tokens, said).map(span -> severalDays(span, said)));
    }

    private Stream<Answer<Day>> beginningOrEnd(List<Token> tokens, Said said) {
        int all = tokens.size();
        return Stream.concat(
                cuts(1, all).flatMap(cut -> joined(tokens.subList(0, cut), tokens.subList(cut, all), said)),
                cuts(1, all).flatMap(cut -> joined(tokens.subList(cut, all), tokens.subList(0, cut), said)));
    }

    /** "9 tomorrow morning"; but "by Friday 5pm" is about the days before as well. */
    private Stream<Answer<Day>> within(List<Token> tokens, Said said) {
        if (LIMITS.contains(tokens.getFirst().text())) {
            return Stream.of();
        }
        int all = tokens.size();
        return cuts(1, all)
                .flatMap(from -> cuts(from + 1, all)
                        .flatMap(to -> joined(tokens.subList(from, to), around(tokens, from, to), said)));
    }

    private static Stream<Integer> cuts(int from, int to) {
        return IntStream.range(from, to).boxed();
    }

    private static List<Token> around(List<Token> tokens, int from, int to) {
        List<Token> around = new ArrayList<>(tokens.subList(0, from));
        around.addAll(tokens.subList(to, tokens.size()));
        return around;
    }

    private Stream<Answer<Day>> joined(List<Token> date, List<Token> time, Said said) {
        return DateReader.read(date, said).stream()
                .flatMap(day -> times.read(time).stream()
                        .map(hours -> day.then(on -> hours.then(at -> at(Day.of(on), at, time)))));
    }

    /** @param time as it was said */
    static Answer<Day> at(Day day, Hours hours, List<Token> time) {
        Hours said = day.hours();
        if (said == null || said.contains(hours)) {
            return atMidnightAsks(new Day(day.date(), hours), time);
        }
        return hours.contains(said)
                ? Answer.understood(day)
                : Answer.unclear("Two times were said", day, new Day(day.date(), hours));
    }

    /** Nobody agrees to which day midnight belongs; 00:00 is said by who knows. */
    private static Answer<Day> atMidnightAsks(Day day, List<Token> time) {
        return time.stream().anyMatch(token -> token.is("midnight"))
                ? Answer.unclear(
                        "Midnight can be the beginning or the end of a day",
                        day,
                        new Day(day.date().plusDays(1), day.hours()))
                : Answer.understood(day);
    }

    private static Optional<Answer<Day>> agreed(Stream<Answer<Day>> readings) {
        Set<Answer<Day>> answers = new LinkedHashSet<>(readings.toList());
        if (answers.size() < 2) {
            return answers.stream().findFirst();
        }
        return Optional.of(new Answer.Unclear<>(
                "That can be read in more than one way",
                answers.stream().flatMap(DayReader::possible).toList()));
    }

    private static Stream<Day> possible(Answer<Day> answer) {
        return switch (answer) {
            case Answer.Understood<Day>(Day day) -> Stream.of(day);
            case Answer.Unclear<Day> unclear -> unclear.candidates().stream();
        };
    }

    private static Day in(Said said, int minutes) {
        ZonedDateTime then = said.now().plusMinutes(minutes).truncatedTo(ChronoUnit.MINUTES);
        return new Day(then.toLocalDate(), Hours.at(then.toLocalTime()));
    }

    private static Answer<Day> onlyATime(Answer<Hours> time, Said said) {
        List<Day> days = possible(time.map(hours -> new Day(said.today(), hours)))
                .flatMap(day -> Stream.of(day, new Day(said.today().plusDays(1), day.hours())))
                .toList();
        return new Answer.Unclear<>("A time was said, but no day", days);
    }

    private static Answer<Day> severalDays(Answer<Span> span, Said said) {
        List<Day> days = span.certain()
                .flatMap(several -> said.today()
                        .datesUntil(said.today().plusYears(1))
                        .filter(several::contains)
                        .filter(DayReader::isBusinessDay)
                        .limit(5))
                .map(Day::of)
                .toList();
        return new Answer.Unclear<>("That is more than one day", days);
    }

    private static boolean isBusinessDay(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }
}
