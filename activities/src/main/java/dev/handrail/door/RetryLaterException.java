package dev.handrail.door;

import dev.handrail.call.RetryLater;
import dev.handrail.limit.LimitVerdict;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Not now. A workflow waits and tries again; a caller who waits is told when. */
public final class RetryLaterException extends RuntimeException {

    private final RetryLater kind;
    private final @Nullable Duration after;
    private final Map<String, String> limits;

    RetryLaterException(RetryLater kind, String message, @Nullable Duration after, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.after = after;
        this.limits = Map.of();
    }

    RetryLaterException(LimitVerdict verdict) {
        super("The limit of %d calls for each %s is used up"
                .formatted(verdict.limit(), verdict.tier().label()));
        this.kind = RetryLater.RATE_LIMITED;
        this.after = verdict.retryAfter();
        this.limits = verdict.headers();
    }

    public RetryLater kind() {
        return kind;
    }

    /** How long to wait; null when nobody knows. */
    public @Nullable Duration after() {
        return after;
    }

    /** {@code X-RateLimit-Limit} and its like, when one of our limits is used up. */
    public Map<String, String> limits() {
        return limits;
    }
}
