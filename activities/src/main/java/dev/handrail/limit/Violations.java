package dev.handrail.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** {@code mcp_rate_limit_violations_total} of seed 000. */
final class Violations {

    private final Set<String> expected = ConcurrentHashMap.newKeySet();
    private final MeterRegistry meters;

    Violations(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Starts the connector's counters at zero: Prometheus does not see an increase in a counter that appears. */
    void expect(String connector) {
        if (expected.add(connector)) {
            for (Tier tier : Tier.values()) {
                counter(tier, connector);
            }
        }
    }

    void count(Tier tier, String connector) {
        counter(tier, connector).increment();
    }

    private Counter counter(Tier tier, String connector) {
        return Counter.builder("mcp.rate.limit.violations")
                .description("Calls that a rate limit refused")
                .tag("tier", tier.label())
                .tag("crm_provider", connector)
                .register(meters);
    }
}
