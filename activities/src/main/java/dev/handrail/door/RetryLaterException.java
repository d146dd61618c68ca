package dev.handrail.door;

import dev.handrail.call.RetryLater;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Not now. A workflow waits and tries again; a caller who waits is told when. */
public final class RetryLaterException extends RuntimeException {

    private final RetryLater kind;
    private final @Nullable Duration after;

    RetryLaterException(RetryLater kind, String message, @Nullable Duration after, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.after = after;
    }

    public RetryLater kind() {
        return kind;
    }

    /** How long to wait; null when nobody knows. */
    public @Nullable Duration after() {
        return after;
    }
}
