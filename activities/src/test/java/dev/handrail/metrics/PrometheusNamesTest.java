package dev.handrail.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PrometheusNamesTest {

    private final List<String> lines = Scraped.text().lines().toList();

    @Test
    void namesAndLabelsAreThoseOfTheSeeds() {
        String breaker = "{breaker_name=\"office\",crm_provider=\"office\"";
        assertThat(lines)
                .contains(
                        "mcp_actions_total{crm=\"office\",status=\"succeeded\",tool=\"create_lead\"} 1.0",
                        "mcp_actions_total{crm=\"office\",status=\"rate_limited\",tool=\"create_lead\"} 1.0",
                        "mcp_action_duration_seconds_count{crm=\"office\",tool=\"create_lead\"} 1",
                        "mcp_rate_limit_violations_total{crm_provider=\"office\",tier=\"global\"} 1.0",
                        "mcp_rate_limit_violations_total{crm_provider=\"office\",tier=\"account\"} 0.0",
                        "mcp_rate_limit_violations_total{crm_provider=\"office\",tier=\"lead\"} 0.0",
                        "mcp_circuit_breaker_state" + breaker + "} 0.0",
                        "mcp_circuit_breaker_requests_total" + breaker + "} 1.0",
                        "mcp_circuit_breaker_successes_total" + breaker + "} 1.0",
                        "mcp_circuit_breaker_rejections_total" + breaker + "} 0.0",
                        "mcp_circuit_breaker_timeouts_total" + breaker + "} 0.0",
                        "mcp_circuit_breaker_failures_total" + breaker + ",error_type=\"unauthorized\"} 0.0",
                        "mcp_circuit_breaker_latency_seconds_count" + breaker + "} 1");
    }

    @Test
    void latencyHasTheBucketsOfSeed001() {
        assertThat(lines.stream()
                        .filter(line -> line.startsWith("mcp_circuit_breaker_latency_seconds_bucket"))
                        .map(line -> line.replaceAll(".*le=\"([^\"]*)\".*", "$1")))
                .containsExactly("0.1", "0.5", "1.0", "2.0", "5.0", "10.0", "30.0", "+Inf");
    }

    @Test
    void noTenantAndNoLeadIsALabel() {
        assertThat(lines).noneMatch(line -> line.contains("acme") || line.contains("lead-1"));
    }
}
