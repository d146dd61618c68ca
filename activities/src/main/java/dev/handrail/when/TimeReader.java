package dev.handrail.when;

import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads times and windows of a day. */
final class TimeReader {

    private static final Rules<WorkingDay, Hours> RULES = new Rules<WorkingDay, Hours>()
            .certain("[at] any time", (_, day) -> day.open())
            .certain("anytime|whenever", (_, day) -> day.open())
            .certain("all day", (_, day) -> day.open())
            .certain("[at] first thing", (_, day) -> Hours.at(day.opens()))
            .certain("first thing [in] morning", (_, day) -> Hours.at(day.opens()))
            .certain("[at] end of day", (_, day) -> Hours.at(day.closes()))
            .certain("[at] eod|cob", (_, day) -> Hours.at(day.closes()))
            .certain("[at] close|end of business", (_, day) -> Hours.at(day.closes()))
            .certain("[at|in|during] {part}", (found, day) -> day.part(found.part()))
            .certain("any time [in] {part}", (found, day) -> day.part(found.part()))
            .add("[at] night", (_, day) -> Answer.unclear("When night begins is not agreed", day.evening()))
            .add("early {part}", (found, day) -> half(day.part(found.part()), true))
            .add("late {part}", (found, day) -> half(day.part(found.part()), false))
            .addIf("[at|@|t] {clock}", TimeReader::at)
            .addIf(
                    "around|about|approximately {clock}",
                    (found, day) -> at(found, day).map(TimeReader::roughly))
            .addIf("[at] {clock} [in] {part}", TimeReader::atOfPart)
            .addIf(
                    "[at] {clock} at night",
                    (found, day) -> clock(found, "clock", day).map(clock -> clock.then(time -> of(Part.EVENING, time))))
            .addIf("[in] {part} [at] {clock}", TimeReader::atOfPart)
            .addIf(
                    "[from|between|at|@|t] {clock} -|to|until|till|and|.. {clock2}",
                    (found, day) -> range(found, day, _ -> true))
            .addIf(
                    "[from|between] {clock} -|to|until|till|and {clock2} [in] {part}",
                    (found, day) -> range(found, day, found.part()::mayBe))
            .addIf(
                    "[in] {part} [from|between] {clock} -|to|until|till|and {clock2}",
                    (found, day) -> range(found, day, found.part()::mayBe))
            .addIf(
                    "after|from {clock} [onwards|onward]",
                    (found, day) -> at(found, day).map(time -> time.then(after -> untilClosing(after.from(), day))))
            .addIf(
                    "before|by|until|till {clock}",
                    (found, day) -> at(found, day).map(time -> time.then(before -> fromOpening(before.from(), day))));

    private final WorkingDay workingDay;

    TimeReader(WorkingDay workingDay) {
        this.workingDay = workingDay;
    }

    Optional<Answer<Hours>> read(List<Token> tokens) {
        return RULES.read(tokens, workingDay);
    }

    private static Optional<Answer<Hours>> at(Found found, WorkingDay day) {
        return clock(found, "clock", day).map(clock -> clock.then(time -> whenOpen(time.literally(), day)));
    }

    private static Optional<Answer<Hours>> atOfPart(Found found, WorkingDay day) {
        return clock(found, "clock", day).map(clock -> clock.then(time -> of(found.part(), time)));
    }

    private static Optional<Answer<Hours>> range(Found found, WorkingDay day, Predicate<LocalTime> possible) {
        return clock(found, "clock", day)
                .flatMap(from -> clock(found, "clock2", day)
                        .map(to -> from.then(first -> to.then(last -> Ranges.between(first, last, day, possible)))));
    }

    private static Optional<Answer<Clock>> clock(Found found, String slot, WorkingDay day) {
        return Clock.read(found.tokens(slot), day);
    }

    /** Of two possible times the one at which the business is open. */
    private static Answer<Hours> whenOpen(Clock clock, WorkingDay day) {
        List<LocalTime> open = clock.readings().stream().filter(day::isOpenAt).toList();
        List<LocalTime> best = !clock.isCertain() && open.size() == 1 ? open : clock.readings();
        return best.size() == 1
                ? Answer.understood(Hours.at(best.getFirst()))
                : new Answer.Unclear<>(
                        "The time can be in the morning or in the evening",
                        best.stream().map(Hours::at).toList());
    }

    private static Answer<Hours> of(Part part, Clock clock) {
        return clock.readings().stream()
                .filter(part::mayBe)
                .findFirst()
                .map(time -> Answer.understood(Hours.at(time)))
                .orElseGet(() -> Answer.unclear("The time and the part of the day contradict each other"));
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
        LocalTime middle = part.from().plus(part.length().dividedBy(2));
        return Answer.unclear(
                "When early and late are is not agreed",
                first ? new Hours(part.from(), middle) : new Hours(middle, part.last()));
    }
}
