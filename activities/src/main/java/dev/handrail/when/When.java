package dev.handrail.when;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads dates, times and spans as a business says them. What is not certain is asked back, and so is what has passed; no
 * words make it throw.
 */
public final class When {

    private static final String SAY = "; say ";
    private static final String EXAMPLE_TIME = "it like 9am, 14:00 or 9:00-11:00";
    private static final String EXAMPLE_SPAN = "it like this week or 2026-01-01..2026-01-31";

    private final ZoneId zone;
    private final WorkingDay workingDay;
    private final boolean pastAllowed;
    private final TimeReader times;
    private final DayReader days;

    public When(ZoneId zone, WorkingDay workingDay) {
        this(zone, workingDay, false);
    }

    private When(ZoneId zone, WorkingDay workingDay, boolean pastAllowed) {
        this.zone = zone;
        this.workingDay = workingDay;
        this.pastAllowed = pastAllowed;
        this.times = new TimeReader(workingDay);
        this.days = new DayReader(times);
    }

    /** For whoever asks about what was, too; a day without a year is then the nearest. */
    public When allowingPast() {
        return new When(zone, workingDay, true);
    }

    /** A day, with a time if the words have one: "tomorrow", "Nov 26", "Monday at 9", "in 3 days". */
    public Answer<Day> date(String words, Instant now) {
        return asked(date(Words.of(words), said(now)).then(almanac(now)::check), exampleDay(now));
    }

    /** A day and, apart from it, its time: "next Monday" and "9:00-11:00". */
    public Answer<Day> date(String words, String time, Instant now) {
        Words ofDay = Words.of(time);
        Answer<Hours> hours = asked(time(ofDay), EXAMPLE_TIME);
        Answer<Day> both =
                date(Words.of(words), said(now)).then(day -> hours.then(at -> DayReader.at(day, at, ofDay.tokens())));
        return asked(both.then(almanac(now)::check), exampleDay(now));
    }

    /** A time or a window of any day: "9am", "half past nine", "from 2 to 4 pm", "morning". */
    public Answer<Hours> time(String words) {
        return asked(time(Words.of(words)), EXAMPLE_TIME);
    }

    /** Days for a filter, past ones as well: "today", "this week", "last month", "2026-01-01..2026-02-01", "before Friday". */
    public Answer<Span> span(String words, Instant now) {
        Words said = Words.of(words);
        Answer<Span> span = (said.readable()
                        ? SpanReader.read(said.tokens(), said(now))
                        : Optional.<Answer<Span>>empty())
                .orElseGet(() -> unknown(said, "span of days"));
        return asked(span.then(almanac(now)::check), EXAMPLE_SPAN);
    }

    private Answer<Day> date(Words words, Said said) {
        return timestamp(words.text())
                .map(exact -> offsetOrWindow(exact, words, said))
                .or(() -> read(words, said))
                .orElseGet(() -> unknown(words, "day"));
    }

    private Optional<Answer<Day>> read(Words words, Said said) {
        return words.readable() ? days.read(words.tokens(), said) : Optional.empty();
    }

    private Answer<Day> offsetOrWindow(Day exact, Words words, Said said) {
        boolean maybeWindow = words.text().length() == "2026-11-26t09:00-11:00".length();
        return (maybeWindow ? read(words, said) : Optional.<Answer<Day>>empty())
                .flatMap(read -> read.certain().findFirst())
                .filter(window -> !window.equals(exact))
                .map(window ->
                        Answer.unclear("What follows the time can be an offset or the end of a window", exact, window))
                .orElseGet(() -> Answer.understood(exact));
    }

    private Answer<Hours> time(Words words) {
        return (words.readable() ? times.read(words.tokens()) : Optional.<Answer<Hours>>empty())
                .orElseGet(() -> unknown(words, "time"));
    }

    /** 2026-11-26T14:00:00Z and the like, as a local time here. */
    private Optional<Day> timestamp(String text) {
        if (text.length() < "2026-11-26t14:00".length() || text.charAt(10) != 't') {
            return Optional.empty();
        }
        try {
            TemporalAccessor moment = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                    text.toUpperCase(Locale.ROOT), OffsetDateTime::from, LocalDateTime::from);
            LocalDateTime local = moment instanceof OffsetDateTime instant
                    ? instant.atZoneSameInstant(zone).toLocalDateTime()
                    : LocalDateTime.from(moment);
            return Optional.of(
                    new Day(local.toLocalDate(), Hours.at(local.toLocalTime().truncatedTo(ChronoUnit.SECONDS))));
        } catch (DateTimeException notATimestamp) {
            return Optional.empty();
        }
    }

    private static <T> Answer<T> unknown(Words words, String what) {
        return Answer.unclear(
                words.text().isEmpty()
                        ? "No " + what + " was said"
                        : "\"%s\" is no %s that can be read for certain".formatted(words.echo(), what));
    }

    /** A question without candidates says at least what would be understood. */
    private static <T> Answer<T> asked(Answer<T> answer, String example) {
        return answer instanceof Answer.Unclear<T>(String why, List<T> candidates)
                        && candidates.isEmpty()
                        && !why.contains(SAY)
                ? Answer.unclear(why + SAY + example)
                : answer;
    }

    private String exampleDay(Instant now) {
        return "it like tomorrow or " + now.atZone(zone).toLocalDate().plusDays(1);
    }

    private Said said(Instant now) {
        return new Said(now.atZone(zone), pastAllowed ? Said.Toward.NEAREST : Said.Toward.FUTURE);
    }

    private Almanac almanac(Instant now) {
        return new Almanac(now.atZone(zone), pastAllowed);
    }
}
