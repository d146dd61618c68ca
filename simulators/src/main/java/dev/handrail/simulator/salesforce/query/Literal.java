package dev.handrail.simulator.salesforce.query;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

/** A value in a condition. */
sealed interface Literal {

    record Text(String value) implements Literal {
        /** Without the backslashes that only LIKE needs. */
        String plain() {
            return value.replaceAll("\\\\([\\\\%_])", "$1");
        }
    }

    record Number(BigDecimal value) implements Literal {}

    record Flag(boolean value) implements Literal {}

    record Nothing() implements Literal {}

    /** A date or a moment that stands for itself. */
    record Day(LocalDate value) implements Literal {}

    record Moment(Instant value) implements Literal {}

    /** A name such as {@code LAST_N_DAYS:30}, from its first day to before another one. */
    record Span(LocalDate from, LocalDate until) implements Literal {}
}
