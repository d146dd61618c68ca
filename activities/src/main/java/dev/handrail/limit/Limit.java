package dev.handrail.limit;

import java.time.Duration;

/**
 * So many calls in each window. The first call opens a window; when it ends, all calls are allowed again at once.
 *
 * @param capacity calls, 1 to a billion
 * @param window 1 second to 1 day
 */
public record Limit(long capacity, Duration window) {

    private static final long HIGHEST = 1_000_000_000;
    private static final Duration LONGEST = Duration.ofDays(1);

    public Limit {
        if (capacity < 1 || capacity > HIGHEST) {
            throw new IllegalArgumentException(
                    "A limit allows 1 to %d calls, not %d; set its capacity".formatted(HIGHEST, capacity));
        }
        if (window.compareTo(Duration.ofSeconds(1)) < 0 || window.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "The window of a limit is 1 second to 1 day, not %s; set its window".formatted(window));
        }
    }

    public static Limit perMinute(long capacity) {
        return new Limit(capacity, Duration.ofMinutes(1));
    }

    /**
     * How many calls a process takes from the shared count at once: a hundredth of the limit. Small limits are counted
     * call by call.
     */
    long chunk() {
        return Math.max(1, capacity / 100);
    }
}
