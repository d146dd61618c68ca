package dev.handrail.metrics;

import dev.handrail.breaker.BreakerRules;
import dev.handrail.breaker.Breakers;
import dev.handrail.call.CallResult;
import dev.handrail.call.RetryLater;
import dev.handrail.limit.Limit;
import dev.handrail.limit.LimitRules;
import dev.handrail.limit.LimitStore;
import dev.handrail.limit.Limits;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;

/** What Prometheus reads after one call of everything. */
final class Scraped {

    private Scraped() {}

    static String text() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new Limits(LimitRules.defaults(), new Exhausted(), Clock.systemUTC(), registry)
                .take("acme", "office", "lead-1", null, 1);
        new Breakers(BreakerRules.defaults(), Clock.systemUTC(), registry)
                .<String>call("acme", "office", () -> "answer");
        ToolMetrics tools = new ToolMetrics(registry);
        tools.finished("create_lead", "office", CallResult.Status.SUCCEEDED, Duration.ofMillis(20));
        tools.postponed("create_lead", "office", RetryLater.RATE_LIMITED);
        return registry.scrape();
    }

    private static final class Exhausted implements LimitStore {

        @Override
        public Taken take(String key, Limit limit, long tokens) {
            return new Taken(false, 0, Duration.ofSeconds(5), Duration.ofSeconds(5));
        }

        @Override
        public void giveBack(String key, Limit limit, long tokens) {}

        @Override
        public int removeExpired() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
