package dev.handrail.when;

import java.time.Duration;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * A time of a day, or a window of it. Prints itself as it can be said: {@code 09:00} or {@code 09:00-11:00}.
 *
 * @param to where the window ends, on the same day; null when it is a point in time
 */
public record Hours(LocalTime from, @Nullable LocalTime to) {
    public Hours {
        if (to != null && !from.isBefore(to)) {
            throw new IllegalArgumentException("A window of a day begins before it ends");
        }
    }

    public static Hours at(LocalTime time) {
        return new Hours(time, null);
    }

    static Hours between(int from, int to) {
        return new Hours(LocalTime.of(from, 0), LocalTime.of(to, 0));
    }

    boolean contains(Hours other) {
        LocalTime last = other.last();
        return !other.from.isBefore(from) && !last.isAfter(last());
    }

    /** The end of the window, or the point in time itself. */
    LocalTime last() {
        return to == null ? from : to;
    }

    Duration length() {
        return Duration.between(from, last());
    }

    @Override
    public String toString() {
        return to == null ? from.toString() : from + "-" + to;
    }
}
