package dev.handrail.breaker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;

/** The {@code mcp_circuit_breaker_*} metrics of seed 001 for one connector, all tenants together. */
final class BreakerMeters {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final MeterRegistry registry;
    private final Tags tags;
    private final Counter requests;
    private final Counter successes;
    private final Counter rejections;
    private final Counter timeouts;
    private final Timer latency;

    BreakerMeters(MeterRegistry registry, String connector, Supplier<BreakerState> worst) {
        this.registry = registry;
        tags = Tags.of("breaker_name", connector, "crm_provider", connector);
        requests = counter("requests", "Calls that asked a breaker, refused ones included");
        successes = counter("successes", "Calls that the CRM answered");
        rejections = counter("rejections", "Calls that an open breaker refused");
        timeouts = counter("timeouts", "Failed calls that took too long");
        for (ErrorType type : ErrorType.values()) {
            failures(type);
        }
        latency = Timer.builder("mcp.circuit.breaker.latency")
                .description("Duration of calls through a breaker")
                .tags(tags)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        Gauge.builder("mcp.circuit.breaker.state", () -> worst.get().ordinal())
                .description("0 closed, 1 half-open, 2 open; the worst of all tenants")
                .tags(tags)
                .register(registry);
    }

    void requested() {
        requests.increment();
    }

    void rejected() {
        rejections.increment();
    }

    void succeeded(Duration took) {
        successes.increment();
        latency.record(took);
    }

    void failed(ErrorType type, Duration took) {
        failures(type).increment();
        if (type == ErrorType.TIMEOUT) {
            timeouts.increment();
        }
        latency.record(took);
    }

    private Counter failures(ErrorType type) {
        return Counter.builder("mcp.circuit.breaker.failures")
                .description("Calls that failed, also those that a breaker does not count")
                .tags(tags.and(Tag.of("error_type", type.label())))
                .register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder("mcp.circuit.breaker." + name)
                .description(description)
                .tags(tags)
                .register(registry);
    }
}
