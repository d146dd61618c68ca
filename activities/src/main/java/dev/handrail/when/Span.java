package dev.handrail.when;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Days from the first to the last, both included. Prints itself as it can be said: {@code 2026-01-01..2026-01-31}.
 *
 * @param from null when it has no beginning
 * @param to null when it has no end
 */
public record Span(@Nullable LocalDate from, @Nullable LocalDate to) {
    public Span {
        if (from == null && to == null) {
            throw new IllegalArgumentException("A span has a beginning or an end");
        }
        if (from != null && to != null && from.isAfter(to)) {
            throw new IllegalArgumentException("A span begins before it ends");
        }
    }

    public boolean contains(LocalDate day) {
        return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
    }

    boolean endsBefore(LocalDate day) {
        return to != null && to.isBefore(day);
    }

    @Override
    public String toString() {
        if (from == null) {
            return "until " + to;
        }
        return to == null ? "since " + from : from + ".." + to;
    }
}
