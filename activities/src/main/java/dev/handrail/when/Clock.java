package dev.handrail.when;

import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/**
 * A time as a clock with twelve hours leaves it: 9 in the morning, in the evening, or either.
 *
 * @param readings one or two, the earlier first
 */
record Clock(List<LocalTime> readings) {

    private static final LocalTime NOON = LocalTime.NOON;

    private static final Rules<WorkingDay, Clock> RULES = new Rules<WorkingDay, Clock>()
            .add("noon|midday", (_, _) -> exactly(NOON))
            .add("midnight", (_, _) -> exactly(LocalTime.MIDNIGHT))
            .addIf("half past {hour} [{meridiem}]", (found, _) -> read(found, 30))
            .addIf("quarter past|after {hour} [{meridiem}]", (found, _) -> read(found, 15))
            .addIf("quarter to|before|of|till {hour} [{meridiem}]", (found, _) -> read(found, -15))
            .addIf("{minutes} [minutes] past {hour} [{meridiem}]", (found, _) -> read(found, found.number("minutes")))
            .addIf("{minutes} [minutes] to {hour} {meridiem}", (found, _) -> read(found, -found.number("minutes")))
            .addIf("{minutes} minutes to {hour}", (found, _) -> read(found, -found.number("minutes")))
            .add("{hour0}", (found, _) -> exactly(LocalTime.of(found.number("hour0"), 0)))
            .add(
                    "{hour0} : {minute}",
                    (found, _) -> exactly(LocalTime.of(found.number("hour0"), found.number("minute"))))
            .add(
                    "{hour} : {minute} : {minute2}",
                    (found, _) -> exactly(
                            LocalTime.of(found.number("hour"), found.number("minute"), found.number("minute2"))))
            .addIf("{hour} :|. {minute} [{meridiem}]", (found, _) -> read(found, found.number("minute")))
            .addIf("{hour} [oclock] [{meridiem}]", (found, _) -> read(found, 0));

    static Optional<Answer<Clock>> read(List<Token> tokens, WorkingDay workingDay) {
        return RULES.read(tokens, workingDay);
    }

    boolean isCertain() {
        return readings.size() == 1;
    }

    private static Answer<Clock> exactly(LocalTime time) {
        return Answer.understood(new Clock(List.of(time)));
    }

    /** @param minutes after the hour; before it when negative */
    private static Optional<Answer<Clock>> read(Found found, int minutes) {
        int hour = found.number("hour");
        boolean twelveHours = hour >= 1 && hour <= 12;
        if (found.has("meridiem")) {
            return twelveHours ? Optional.of(exactly(onTheDial(hour, minutes, found.isAfternoon()))) : Optional.empty();
        }
        if (!twelveHours) {
            return Optional.of(exactly(LocalTime.of(hour, 0).plusMinutes(minutes)));
        }
        List<LocalTime> both = List.of(onTheDial(hour, minutes, false), onTheDial(hour, minutes, true));
        return Optional.of(Answer.understood(new Clock(both.stream().sorted().toList())));
    }

    private static LocalTime onTheDial(int hour, int minutes, boolean afternoon) {
        return LocalTime.of(hour % 12 + (afternoon ? 12 : 0), 0).plusMinutes(minutes);
    }
}
