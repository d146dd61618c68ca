package dev.handrail.budget;

import java.time.Instant;

/**
 * What a CRM still allows one tenant.
 *
 * @param period the CRM's name for what it limits: {@code ten-seconds}, {@code search}, {@code day}
 * @param capacity calls in each period
 * @param remaining calls left when the CRM last said so
 * @param resetsAt when all calls are allowed again
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
        long kept = approved ? 0 : capacity / KEPT_FOR_APPROVED;
        return now.isBefore(resetsAt) && remaining <= kept;
    }

    /** All of them once the period is over. */
    public long remainingAt(Instant now) {
        return now.isBefore(resetsAt) ? remaining : capacity;
    }

    public boolean isCritical(Instant now) {
        return now.isBefore(resetsAt) && capacity - remaining > CRITICAL * capacity;
    }
}
