package dev.handrail.when;

import java.time.LocalTime;

/** A part of the day. */
enum Part {
    MORNING,
    AFTERNOON,
    EVENING;

    /** Whether a clock may be said to show this time then, as in "7 in the morning". */
    boolean mayBe(LocalTime time) {
        return (this == MORNING) == (time.getHour() < 12);
    }
}
