package dev.handrail.breaker;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.handrail.connector.CrmFailure;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * A breaker for each tenant and connector, in this process. It opens after some failures in a row, lets one probe
 * through after a while, and closes when the probe is answered.
 *
 * <p>Only UNAVAILABLE and OUTCOME_UNKNOWN are failures; every other {@link CrmFailure} is an answer of a CRM that works.
 * Any other exception says nothing about the CRM.
 */
public final class Breakers {

    private static final int MOST = 10_000;
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(2);
    private static final Duration PROBE_TAKES = Duration.ofSeconds(1);

    private final BreakerRules rules;
    private final Clock clock;
    private final MeterRegistry registry;
    private final Cache<Guarded, Breaker> breakers = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(FORGOTTEN_AFTER)
            .build();
    private final Map<String, BreakerMeters> meters = new ConcurrentHashMap<>();

    public Breakers(BreakerRules rules, Clock clock, MeterRegistry registry) {
        this.rules = rules;
        this.clock = clock;
        this.registry = registry;
    }

    /**
     * Does the work when the breaker lets it through.
     *
     * @throws BreakerOpen when it does not
     */
    public <T> T call(String tenant, String connector, Supplier<T> work) {
        Breaker breaker = breakers.get(new Guarded(tenant, connector), this::create);
        BreakerMeters meter = meters(connector);
        meter.requested();
        if (!breaker.admits()) {
            meter.rejected();
            throw new BreakerOpen(connector, retryAfter(breaker));
        }
        long started = System.nanoTime();
        try {
            T answer = work.get();
            Duration took = Duration.ofNanos(System.nanoTime() - started);
            breaker.answered(took);
            meter.succeeded(took);
            return answer;
        } catch (CrmFailure failure) {
            settle(failure, Duration.ofNanos(System.nanoTime() - started), breaker, meter);
            throw failure;
        } catch (RuntimeException | Error other) {
            breaker.saysNothing();
            meter.failed(ErrorType.UNKNOWN, Duration.ofNanos(System.nanoTime() - started));
            throw other;
        }
    }

    public BreakerState state(String tenant, String connector) {
        Breaker breaker = breakers.getIfPresent(new Guarded(tenant, connector));
        return breaker == null ? BreakerState.CLOSED : breaker.state();
    }

    /** By connector, those that the tenant called lately. */
    public Map<String, BreakerHealth> health(String tenant) {
        Map<String, BreakerHealth> health = new TreeMap<>();
        breakers.asMap().forEach((guarded, breaker) -> {
            if (guarded.tenant().equals(tenant)) {
                health.put(guarded.connector(), breaker.health());
            }
        });
        return health;
    }

    private static void settle(CrmFailure failure, Duration took, Breaker breaker, BreakerMeters meter) {
        switch (failure.kind()) {
            case UNAVAILABLE, OUTCOME_UNKNOWN -> {
                breaker.failed(took, failure);
                meter.failed(ErrorType.of(failure), took);
            }
            case UNAUTHORIZED, RATE_LIMITED, NOT_PREPARED -> {
                breaker.answered(took);
                meter.failed(ErrorType.of(failure), took);
            }
            case NOT_FOUND, DUPLICATE, RESEMBLES_OTHERS, CHANGED_MEANWHILE, IN_USE, INVALID, NOT_SUPPORTED -> {
                breaker.answered(took);
                meter.succeeded(took);
            }
        }
    }

    private Breaker create(Guarded guarded) {
        return new Breaker(guarded.tenant() + "/" + guarded.connector(), rules, clock);
    }

    private BreakerMeters meters(String connector) {
        return meters.computeIfAbsent(connector, name -> new BreakerMeters(registry, name, () -> worst(name)));
    }

    private BreakerState worst(String connector) {
        return breakers.asMap().entrySet().stream()
                .filter(entry -> entry.getKey().connector().equals(connector))
                .map(entry -> entry.getValue().state())
                .max(Comparator.naturalOrder())
                .orElse(BreakerState.CLOSED);
    }

    /** At most a tenth of the time it stays open is added by chance. */
    private Duration retryAfter(Breaker breaker) {
        Duration left = breaker.untilProbe();
        Duration least = left.compareTo(PROBE_TAKES) < 0 ? PROBE_TAKES : left;
        return least.plusMillis(
                ThreadLocalRandom.current().nextLong(rules.openFor().toMillis() / 10));
    }

    private record Guarded(String tenant, String connector) {}
}
