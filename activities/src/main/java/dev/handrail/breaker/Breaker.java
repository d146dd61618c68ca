package dev.handrail.breaker;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The breaker of one tenant and connector. */
final class Breaker {

    private static final Logger log = LoggerFactory.getLogger(Breaker.class);

    /** A slow answer is an answer; only failures open a breaker. */
    private static final Duration NEVER_TOO_SLOW = Duration.ofDays(1);

    /** Resilience4j lets the probe through after the wait, not at its end. */
    private static final Duration AT_THE_END = Duration.ofMillis(1);

    private final CircuitBreaker circuit;
    private final Clock clock;
    private volatile Instant probeFrom = Instant.EPOCH;

    Breaker(String name, BreakerRules rules, Clock clock) {
        this.clock = clock;
        circuit = CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .slidingWindow(rules.failures(), rules.failures(), SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(100)
                        .slowCallDurationThreshold(NEVER_TOO_SLOW)
                        .waitDurationInOpenState(rules.openFor().minus(AT_THE_END))
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .clock(clock)
                        .build());
        circuit.getEventPublisher().onStateTransition(event -> {
            CircuitBreaker.State now = event.getStateTransition().getToState();
            if (now == CircuitBreaker.State.OPEN) {
                probeFrom = clock.instant().plus(rules.openFor());
            }
            log.warn("Breaker {} is now {}", name, now);
        });
    }

    boolean admits() {
        return circuit.tryAcquirePermission();
    }

    void answered(Duration took) {
        circuit.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
    }

    void failed(Duration took, RuntimeException failure) {
        circuit.onError(took.toNanos(), TimeUnit.NANOSECONDS, failure);
    }

    void saysNothing() {
        circuit.releasePermission();
    }

    BreakerState state() {
        return switch (circuit.getState()) {
            case CLOSED, DISABLED, METRICS_ONLY -> BreakerState.CLOSED;
            case HALF_OPEN -> BreakerState.HALF_OPEN;
            case OPEN, FORCED_OPEN -> BreakerState.OPEN;
        };
    }

    Duration untilProbe() {
        Duration left = Duration.between(clock.instant(), probeFrom);
        return left.isNegative() ? Duration.ZERO : left;
    }

    BreakerHealth health() {
        CircuitBreaker.Metrics metrics = circuit.getMetrics();
        return new BreakerHealth(
                state(),
                metrics.getNumberOfBufferedCalls(),
                metrics.getNumberOfFailedCalls(),
                state() == BreakerState.CLOSED ? Duration.ZERO : untilProbe());
    }
}
