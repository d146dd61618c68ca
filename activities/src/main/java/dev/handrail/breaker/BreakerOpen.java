package dev.handrail.breaker;

import java.time.Duration;

/** The CRM failed repeatedly and is left alone; the call was not made. */
public final class BreakerOpen extends RuntimeException {

    private final Duration retryAfter;

    BreakerOpen(String connector, Duration retryAfter) {
        super("%s failed repeatedly and is not called now; try again in %d seconds"
                .formatted(connector, retryAfter.plusNanos(999_999_999).toSeconds()));
        this.retryAfter = retryAfter;
    }

    /** Until the next probe, and a little longer by chance, so that not all who wait come back at once. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
