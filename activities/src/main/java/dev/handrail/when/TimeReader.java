package dev.handrail.when;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Reads times and windows of a day. */
final class TimeReader {

    private static final Rules<WorkingDay, Hours> RULES = new Rules<WorkingDay, Hours>()
            .add("[at] any time", (_, day) -> Answer.understood(day.open()))
            .add("anytime|whenever", (_, day) -> Answer.understood(day.open()))
            .add("all day", (_, day) -> Answer.understood(day.open()))
            .add("[at] first thing", (_, day) -> Answer.understood(Hours.at(day.opens())))
            .add("first thing [in] morning", (_, day) -> Answer.understood(Hours.at(day.opens())))
            .add("[at] end of day", (_, day) -> Answer.understood(Hours.at(day.closes())))
            .add("[at] eod|cob", (_, day) -> Answer.understood(Hours.at(day.closes())))
            .add("[at] close|end of business", (_, day) -> Answer.understood(Hours.at(day.closes())))
            .add("[at|in|during] {part}", (found, day) -> Answer.understood(day.part(found.part())))
            .add("any time [in] {part}", (found, day) -> Answer.understood(day.part(found.part())))
            .add("early {part}", (found, day) -> half(day.part(found.part()), true))
            .add("late {part}", (found, day) -> half(day.part(found.part()), false))
            .addIf("[at|t] {clock}", (found, day) -> at(found, day, _ -> true))
            .addIf(
                    "around|about|approximately {clock}",
                    (found, day) -> at(found, day, _ -> true).map(TimeReader::roughly))
            .addIf("[at] {clock} [in|at] {part}", (found, day) -> at(found, day, found.part()::mayBe))
            .addIf("[in] {part} [at] {clock}", (found, day) -> at(found, day, found.part()::mayBe))
            .addIf(
                    "[from|between] {clock} -|to|until|till|and|.. {clock2}",
                    (found, day) -> range(found, day, _ -> true))
            .addIf(
                    "[from|between] {clock} -|to|until|till|and {clock2} [in] {part}",
                    (found, day) -> range(found, day, found.part()::mayBe))
            .addIf(
                    "[in] {part} [from|between] {clock} -|to|until|till|and {clock2}",
                    (found, day) -> range(found, day, found.part()::mayBe))
            .addIf(
                    "after|from {clock} [onwards|onward]",
                    (found, day) ->
                            at(found, day, _ -> true).map(time -> time.then(after -> untilClosing(after.from(), day))))
            .addIf(
                    "before|by|until|till {clock}",
                    (found, day) -> at(found, day, _ -> true)
                            .map(time -> time.then(before -> fromOpening(before.from(), day))));

    private final WorkingDay workingDay;

    TimeReader(WorkingDay workingDay) {
        this.workingDay = workingDay;
    }

    Optional<Answer<Hours>> read(List<Token> tokens) {
        return RULES.read(tokens, workingDay);
    }

    private static Optional<Answer<Hours>> at(Found found, WorkingDay day, Predicate<LocalTime> possible) {
        return clock(found, "clock", day, clock -> pick(clock, day, possible));
    }

    private static <T> Optional<Answer<T>> clock(
            Found found, String slot, WorkingDay day, Function<Clock, Answer<T>> next) {
        return Clock.read(found.tokens(slot), day).map(clock -> clock.then(next));
    }

    /** Of two possible times the one at which the business is open. */
    private static Answer<Hours> pick(Clock clock, WorkingDay day, Predicate<LocalTime> possible) {
        List<LocalTime> readings = clock.readings().stream().filter(possible).toList();
        if (readings.isEmpty()) {
            return Answer.unclear("The time and the part of the day contradict each other");
        }
        List<LocalTime> open = readings.stream().filter(day::isOpenAt).toList();
        List<LocalTime> best = readings.size() > 1 && open.size() == 1 ? open : readings;
        return best.size() == 1
                ? Answer.understood(Hours.at(best.getFirst()))
                : new Answer.Unclear<>(
                        "The time can be in the morning or in the evening",
                        best.stream().map(Hours::at).toList());
    }

    /** With a and b on a dial of twelve hours, the window within opening hours; if one side is certain, the shortest. */
    private static Optional<Answer<Hours>> range(Found found, WorkingDay day, Predicate<LocalTime> possible) {
        return clock(found, "clock", day, Answer::understood)
                .flatMap(from -> clock(found, "clock2", day, Answer::understood)
                        .map(to -> from.then(first -> to.then(last -> window(first, last, day, possible)))));
    }

    private static Answer<Hours> window(Clock first, Clock last, WorkingDay day, Predicate<LocalTime> possible) {
        List<Hours> windows = first.readings().stream()
                .filter(possible)
                .flatMap(from -> last.readings().stream().filter(from::isBefore).map(to -> new Hours(from, to)))
                .sorted(Comparator.comparing(TimeReader::length).thenComparing(Hours::from))
                .toList();
        if (windows.isEmpty()) {
            return Answer.unclear("The window does not end after it begins on the same day");
        }
        if (first.isCertain() || last.isCertain()) {
            return Answer.understood(windows.getFirst());
        }
        List<Hours> open = windows.stream()
                .filter(window -> length(window).equals(length(windows.getFirst())))
                .filter(day.open()::contains)
                .toList();
        return open.size() == 1
                ? Answer.understood(open.getFirst())
                : new Answer.Unclear<>("The window can be in the morning or in the evening", shortest(windows));
    }

    private static List<Hours> shortest(List<Hours> windows) {
        return windows.stream()
                .filter(window -> length(window).equals(length(windows.getFirst())))
                .toList();
    }

    private static Duration length(Hours window) {
        return Duration.between(window.from(), window.last());
    }

    private static Answer<Hours> untilClosing(LocalTime from, WorkingDay day) {
        return from.isBefore(day.closes())
                ? Answer.understood(new Hours(from, day.closes()))
                : Answer.unclear(
                        "After " + from + " nothing is left of the day, which ends at " + day.closes(), Hours.at(from));
    }

    private static Answer<Hours> fromOpening(LocalTime to, WorkingDay day) {
        return to.isAfter(day.opens())
                ? Answer.understood(new Hours(day.opens(), to))
                : Answer.unclear(
                        "Before " + to + " the day, which begins at " + day.opens() + ", has not begun", Hours.at(to));
    }

    private static Answer<Hours> roughly(Answer<Hours> time) {
        return time.then(about -> Answer.unclear("The time is not exact", about));
    }

    private static Answer<Hours> half(Hours part, boolean first) {
        LocalTime middle = part.from().plus(length(part).dividedBy(2));
        return Answer.unclear(
                "When early and late are is not agreed",
                first ? new Hours(part.from(), middle) : new Hours(middle, part.last()));
    }
}
