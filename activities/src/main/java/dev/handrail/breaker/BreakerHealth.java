package dev.handrail.breaker;

import java.time.Duration;

/**
 * @param recentCalls calls that count, at most as many as it takes to open the breaker
 * @param recentFailures those of them that failed
 * @param retryAfter until the next probe; zero when calls are let through
 */
public record BreakerHealth(BreakerState state, int recentCalls, int recentFailures, Duration retryAfter) {}
