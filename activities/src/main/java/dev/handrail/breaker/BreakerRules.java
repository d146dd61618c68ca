package dev.handrail.breaker;

import java.time.Duration;

/**
 * @param failures in a row that open a breaker, 1 to 1000
 * @param openFor how long it refuses calls before it lets one probe through, 1 second to 1 hour
 */
public record BreakerRules(int failures, Duration openFor) {

    public BreakerRules {
        if (failures < 1 || failures > 1000) {
            throw new IllegalArgumentException(
                    "A breaker opens after 1 to 1000 failures, not %d; set its failures".formatted(failures));
        }
        if (openFor.compareTo(Duration.ofSeconds(1)) < 0 || openFor.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "A breaker stays open for 1 second to 1 hour, not %s; set its openFor".formatted(openFor));
        }
    }

    /** 5 failures and 30 seconds (seed 000). */
    public static BreakerRules defaults() {
        return new BreakerRules(5, Duration.ofSeconds(30));
    }
}
