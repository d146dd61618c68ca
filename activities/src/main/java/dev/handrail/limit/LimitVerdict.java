package dev.handrail.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether a call may be made now, and what the tightest of its limits says: the one that refuses, else the one with the
 * least left.
 *
 * @param limit calls in a window
 * @param remaining calls left in this window, as far as this process knows
 * @param resetAt when all calls are allowed again
 * @param retryAfter how long to wait; zero when allowed
 */
public record LimitVerdict(
        boolean allowed, Tier tier, long limit, long remaining, Instant resetAt, Duration retryAfter) {

    /** {@code X-RateLimit-Reset} is in seconds since 1970, rounded up; {@code Retry-After} in seconds, when refused. */
    public Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>();
        headers.put("X-RateLimit-Limit", Long.toString(limit));
        headers.put("X-RateLimit-Remaining", Long.toString(remaining));
        headers.put(
                "X-RateLimit-Reset",
                Long.toString(resetAt.plusNanos(999_999_999).getEpochSecond()));
        if (!allowed) {
            headers.put(
                    "Retry-After",
                    Long.toString(retryAfter.plusNanos(999_999_999).toSeconds()));
        }
        return Map.copyOf(headers);
    }
}
