package dev.handrail.when;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Which window two times leave, when neither may be certain. */
final class Ranges {

    private Ranges() {}

    /**
     * The shortest, and where neither says am or pm also within opening hours: "9-11am", "10 to 2".
     *
     * @param possible which beginnings are, as "in the morning" leaves them
     */
    static Answer<Hours> between(Clock first, Clock last, WorkingDay day, Predicate<LocalTime> possible) {
        boolean onADial = first.saysWhichHalf() || last.saysWhichHalf();
        Clock from = onADial ? first : first.literally();
        Clock to = onADial ? last : last.literally();
        List<Hours> shortest = shortest(from, to, possible);
        if (shortest.isEmpty()) {
            return Answer.unclear("The window does not end after it begins on the same day");
        }
        if (onADial || (from.isCertain() && to.isCertain())) {
            return Answer.understood(shortest.getFirst());
        }
        List<Hours> open = shortest.stream().filter(day.open()::contains).toList();
        return open.size() == 1
                ? Answer.understood(open.getFirst())
                : new Answer.Unclear<>("The window can be in the morning or in the evening", shortest);
    }

    private static List<Hours> shortest(Clock from, Clock to, Predicate<LocalTime> possible) {
        List<Hours> windows = from.readings().stream()
                .filter(possible)
                .flatMap(begin -> to.readings().stream().filter(begin::isBefore).map(end -> new Hours(begin, end)))
                .sorted(Comparator.comparing(Hours::length).thenComparing(Hours::from))
                .toList();
        Duration least = windows.isEmpty() ? Duration.ZERO : windows.getFirst().length();
        return windows.stream().filter(window -> window.length().equals(least)).toList();
    }
}
