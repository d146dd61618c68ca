package dev.handrail.api.crm;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.handrail.breaker.BreakerHealth;
import dev.handrail.budget.Budget;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a tenant's CRM is.
 *
 * @param reachable whether it answered, if only with a refusal
 * @param problem the kind of failure, such as {@code unauthorized}; absent when it is up
 * @param detail what to do about it, for administrators
 * @param credentialsFrom {@code aws}, {@code environment} or {@code file}; absent when none are there or needed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"status", "provider", "reachable", "problem", "detail", "credentialsFrom"})
record CrmHealth(
        Status status,
        String provider,
        boolean reachable,
        @Nullable String problem,
        @Nullable String detail,
        @Nullable String credentialsFrom,
        Breaker breaker,
        List<Remaining> budgets) {

    enum Status {
        @JsonProperty("up")
        UP,
        /** It allows no more calls for now; what has to be done waits. */
        @JsonProperty("rate_limited")
        RATE_LIMITED,
        @JsonProperty("down")
        DOWN
    }

    /** Of this process. */
    record Breaker(String state, long retryAfterSeconds) {

        static final Breaker CLOSED = new Breaker("closed", 0);

        static Breaker of(BreakerHealth health) {
            return new Breaker(
                    health.state().name().toLowerCase(Locale.ROOT),
                    health.retryAfter().toSeconds());
        }
    }

    /** @param critical over nine tenths are used */
    record Remaining(String period, long capacity, long remaining, Instant resetsAt, boolean critical) {

        static Remaining of(Budget budget, Instant now) {
            return new Remaining(
                    budget.period(),
                    budget.capacity(),
                    budget.remainingAt(now),
                    budget.resetsAt(),
                    budget.isCritical(now));
        }
    }
}
