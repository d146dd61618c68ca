package dev.handrail.metrics;

import dev.handrail.call.CallResult;
import dev.handrail.call.RetryLater;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;

/**
 * {@code mcp_actions_total} and {@code mcp_action_duration_seconds} of seed 000. Tools must be checked against the
 * catalog first: a name somebody made up would become a time series.
 */
public final class ToolMetrics {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final MeterRegistry registry;

    public ToolMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Counts an attempt that has a result.
     *
     * @param took of this attempt
     */
    public void finished(String tool, String crm, CallResult.Status status, Duration took) {
        count(tool, crm, status);
        Timer.builder("mcp.action.duration")
                .description("Duration of a tool call's last attempt")
                .tags("tool", tool, "crm", crm)
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(took);
    }

    /** Counts an attempt that will be made again. */
    public void postponed(String tool, String crm, RetryLater reason) {
        count(tool, crm, reason);
    }

    private void count(String tool, String crm, Enum<?> status) {
        Counter.builder("mcp.actions")
                .description("Attempts of tool calls")
                .tags("tool", tool, "status", status.name().toLowerCase(Locale.ROOT), "crm", crm)
                .register(registry)
                .increment();
    }
}
