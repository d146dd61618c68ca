package dev.handrail.budget;

import java.time.Instant;

/**
 * What a CRM still allows one tenant.
 *
 * @param period the CRM's name for what it limits: {@code ten-seconds}, {@code search}, {@code day}
 * @param capacity calls in each period
 * @param remaining calls left when the CRM last said so
 * @param resetsAt when more calls are allowed
 */
public record Budget(
        String tenant,
        String connector,
        String period,
        long capacity,
        long remaining,
        Instant resetsAt,
        Instant observedAt) {

    /** A tenth is kept for what a person has approved: they decided that it happens now. */
    private static final int KEPT_FOR_APPROVED = 10;

    /** Above this share of use an operator should know; seed 001 calls it critical. */
    private static final double CRITICAL = 0.9;

    boolean forbids(boolean approved, Instant now) {
        return now.isBefore(resetsAt) && isShort(approved);
    }

    /** It was used up, and how much of it there is now nobody has heard. */
    boolean isUncertain(boolean approved, Instant now) {
        return !now.isBefore(resetsAt) && isShort(approved);
    }

    private boolean isShort(boolean approved) {
        return remaining <= (approved ? 0 : capacity / KEPT_FOR_APPROVED);
    }

    /** With one call less, which the CRM has yet to count. */
    Budget taken() {
        return remaining == 0
                ? this
                : new Budget(tenant, connector, period, capacity, remaining - 1, resetsAt, observedAt);
    }

    /** All of them once the period is over. */
    public long remainingAt(Instant now) {
        return now.isBefore(resetsAt) ? remaining : capacity;
    }

    public boolean isCritical(Instant now) {
        return now.isBefore(resetsAt) && capacity - remaining > CRITICAL * capacity;
    }
}
