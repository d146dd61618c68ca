package dev.handrail.when;

import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A time as clocks show it: 9 is in the morning, in the evening, or not said.
 *
 * @param readings one or two, the one with the hour as it was said first
 */
record Clock(Form form, List<LocalTime> readings) {

    enum Form {
        /** With am or pm. */
        TWELVE_HOURS,
        /** As 09:00 or 21:00, or a word. */
        DAY,
        EITHER
    }

    private static final Rules<WorkingDay, Clock> RULES = new Rules<WorkingDay, Clock>()
            .certain("noon|midday", (_, _) -> new Clock(Form.DAY, List.of(LocalTime.NOON)))
            .certain("midnight", (_, _) -> new Clock(Form.DAY, List.of(LocalTime.MIDNIGHT)))
            .addIf("half past {hour} [{meridiem}]", (found, _) -> read(found, 30))
            .addIf("quarter past|after {hour} [{meridiem}]", (found, _) -> read(found, 15))
            .addIf("quarter to|before|of|till {hour} [{meridiem}]", (found, _) -> read(found, -15))
            .addIf("{minutes} [minutes] past {hour} [{meridiem}]", (found, _) -> read(found, found.number("minutes")))
            .addIf("{minutes} [minutes] to {hour} {meridiem}", (found, _) -> read(found, -found.number("minutes")))
            .addIf("{minutes} minutes to {hour}", (found, _) -> read(found, -found.number("minutes")))
            .certain("{hh} : {minute}", (found, _) -> ofDay(found.number("hh"), found.number("minute")))
            .certain(
                    "{hh} : {minute} : {minute2}",
                    (found, _) ->
                            ofDay(found.number("hh"), found.number("minute")).plusSeconds(found.number("minute2")))
            .addIf("{hour} :|. {minute} [{meridiem}]", (found, _) -> read(found, found.number("minute")))
            .certain("{hour0}", (found, _) -> ofDay(found.number("hour0"), 0))
            .addIf("{hour} [oclock] [{meridiem}]", (found, _) -> read(found, 0));

    static Optional<Answer<Clock>> read(List<Token> tokens, WorkingDay workingDay) {
        return RULES.read(tokens, workingDay);
    }

    boolean saysWhichHalf() {
        return form == Form.TWELVE_HOURS;
    }

    boolean isCertain() {
        return readings.size() == 1;
    }

    /** 09:00 is in the morning, unless it turns out to be written beside a pm. */
    Clock literally() {
        return form == Form.DAY ? new Clock(form, List.of(readings.getFirst())) : this;
    }

    private static Clock ofDay(int hour, int minutes) {
        return new Clock(Form.DAY, onBothHalves(hour, minutes));
    }

    private Clock plusSeconds(int seconds) {
        return new Clock(
                form, readings.stream().map(time -> time.plusSeconds(seconds)).toList());
    }

    /** @param minutes after the hour; before it when negative */
    private static Optional<Answer<Clock>> read(Found found, int minutes) {
        int hour = found.number("hour");
        boolean onADial = hour >= 1 && hour <= 12;
        if (!found.has("meridiem")) {
            Form form = onADial ? Form.EITHER : Form.DAY;
            return Optional.of(Answer.understood(new Clock(form, onBothHalves(hour, minutes))));
        }
        LocalTime time =
                LocalTime.of(hour % 12 + (found.isAfternoon() ? 12 : 0), 0).plusMinutes(minutes);
        return onADial ? Optional.of(Answer.understood(new Clock(Form.TWELVE_HOURS, List.of(time)))) : Optional.empty();
    }

    private static List<LocalTime> onBothHalves(int hour, int minutes) {
        LocalTime time = LocalTime.of(hour, 0).plusMinutes(minutes);
        return hour >= 1 && hour <= 12 ? Stream.of(time, time.plusHours(12)).toList() : List.of(time);
    }
}
