package dev.handrail.when;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which days and times there are in the business's zone, and which have passed. */
record Almanac(ZonedDateTime now, boolean pastAllowed) {

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2199;
    private static final int QUARTER = 15;
    private static final String OUT_OF_REACH =
            "Only days of the years %d to %d can be said".formatted(FIRST_YEAR, LAST_YEAR);

    /** Of a question's candidates those stay that are no question themselves. */
    Answer<Day> check(Day day) {
        return switch (verdict(day)) {
            case Answer.Understood<Day> understood -> understood;
            case Answer.Unclear<Day>(String why, List<Day> candidates) ->
                new Answer.Unclear<>(
                        why,
                        candidates.stream()
                                .filter(other -> verdict(other) instanceof Answer.Understood)
                                .toList());
        };
    }

    private Answer<Day> verdict(Day day) {
        return inReach(day.date())
                .then(this::exists)
                .then(date -> timesExist(new Day(date, day.hours())))
                .then(existing -> pastAllowed ? Answer.understood(existing) : stillAhead(existing));
    }

    Answer<Span> check(Span span) {
        return Stream.of(Optional.ofNullable(span.from()), Optional.ofNullable(span.to()))
                        .flatMap(Optional::stream)
                        .allMatch(Almanac::isInReach)
                ? Answer.understood(span)
                : Answer.unclear(OUT_OF_REACH);
    }

    private static Answer<LocalDate> inReach(LocalDate date) {
        return isInReach(date) ? Answer.understood(date) : Answer.unclear(OUT_OF_REACH);
    }

    private static boolean isInReach(LocalDate date) {
        return date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR;
    }

    /** A place that changes to the other side of the date line leaves out a day. */
    private Answer<LocalDate> exists(LocalDate date) {
        LocalDate real = date.atStartOfDay(zone()).toLocalDate();
        return real.equals(date)
                ? Answer.understood(date)
                : Answer.unclear("There is no %s in %s".formatted(date, zone()), date.minusDays(1), real);
    }

    private Answer<Day> timesExist(Day day) {
        Hours hours = day.hours();
        if (hours == null) {
            return Answer.understood(day);
        }
        LocalTime from = existing(day.date(), hours.from());
        LocalTime to = hours.to() == null ? null : existing(day.date(), hours.to());
        Hours real = new Hours(from, to != null && from.isBefore(to) ? to : null);
        return real.equals(hours)
                ? Answer.understood(day)
                : Answer.unclear(
                        "Clocks in %s are put forward on %s, and there is no %s"
                                .formatted(zone(), day.date(), from.equals(hours.from()) ? hours.to() : hours.from()),
                        new Day(day.date(), real));
    }

    /** The first time after the gap if there is no such time. */
    private LocalTime existing(LocalDate date, LocalTime time) {
        LocalDateTime local = date.atTime(time);
        @Nullable ZoneOffsetTransition change = zone().getRules().getTransition(local);
        return change != null && change.isGap() ? change.getDateTimeAfter().toLocalTime() : time;
    }

    private Answer<Day> stillAhead(Day day) {
        if (day.date().isBefore(now.toLocalDate())) {
            return Answer.unclear(day.date() + " has passed", new Day(nextLike(day.date()), day.hours()));
        }
        Hours hours = day.hours();
        if (hours == null || !day.start(zone()).isBefore(now.truncatedTo(ChronoUnit.MINUTES))) {
            return Answer.understood(day);
        }
        return left(day.date(), hours)
                .map(Answer::understood)
                .orElseGet(() -> Answer.unclear(
                        hours + " of today has passed", new Day(day.date().plusDays(1), hours)));
    }

    /** What is left of a window that has begun, from the next quarter of an hour. */
    private Optional<Day> left(LocalDate date, Hours hours) {
        ZonedDateTime past = now.minusNanos(1).truncatedTo(ChronoUnit.MINUTES);
        ZonedDateTime next = past.plusMinutes(QUARTER - past.getMinute() % QUARTER);
        return Optional.ofNullable(hours.to())
                .filter(to -> next.toLocalDate().equals(date))
                .filter(to -> next.toLocalTime().isBefore(to))
                .map(to -> new Day(date, new Hours(next.toLocalTime(), to)))
                .filter(day -> !day.start(zone()).isBefore(now.truncatedTo(ChronoUnit.MINUTES)));
    }

    /** The next one of the same weekday if it has just passed, else the next one of the same name. */
    private LocalDate nextLike(LocalDate date) {
        LocalDate today = now.toLocalDate();
        LocalDate next = today.with(TemporalAdjusters.next(date.getDayOfWeek()));
        if (date.isBefore(today.minusWeeks(2))) {
            LocalDate thisYear = date.withYear(today.getYear());
            next = thisYear.isAfter(today) ? thisYear : date.withYear(today.getYear() + 1);
        }
        return next;
    }

    private ZoneId zone() {
        return now.getZone();
    }
}
