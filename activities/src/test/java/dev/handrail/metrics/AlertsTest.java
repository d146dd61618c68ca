package dev.handrail.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is deployed asks for metrics that there are. */
class AlertsTest {

    private static final Path DEPLOY = Path.of("..", "deploy");
    private static final Pattern METRIC = Pattern.compile("mcp_[a-z_]+");

    @Test
    void alertsAskOnlyForMetricsThereAre() throws IOException {
        List<Map<String, Object>> rules = rules();

        assertThat(rules)
                .extracting(rule -> rule.get("alert"))
                .containsExactlyInAnyOrder(
                        "CircuitBreakerOpen",
                        "HighErrorRate",
                        "HighCircuitBreakerErrorRate",
                        "CircuitBreakerRejectionsSpike",
                        "RateLimitViolations");
        assertThat(rules).allSatisfy(rule -> assertThat(rule).containsKeys("labels", "annotations"));
        assertThat(scraped())
                .containsAll(metrics(
                        rules.stream().map(rule -> (String) rule.get("expr")).collect(Collectors.joining("\n"))));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rules() throws IOException {
        try (Reader file = Files.newBufferedReader(DEPLOY.resolve("prometheus/handrail-alerts.yml"))) {
            Map<String, List<Map<String, Object>>> all = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
            return (List<Map<String, Object>>) all.get("groups").getFirst().get("rules");
        }
    }

    @Test
    void theDashboardAsksOnlyForMetricsThereAre() throws IOException {
        JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(DEPLOY.resolve("grafana/handrail.json")));

        List<String> queries = dashboard.findValuesAsString("expr");

        assertThat(queries)
                .hasSizeGreaterThan(8)
                .allSatisfy(query -> assertThat(metrics(query)).isNotEmpty());
        assertThat(scraped()).containsAll(metrics(String.join("\n", queries)));
    }

    private static Set<String> scraped() {
        return Scraped.text()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceAll("[{ ].*", ""))
                .collect(Collectors.toSet());
    }

    private static Set<String> metrics(String query) {
        return METRIC.matcher(query).results().map(MatchResult::group).collect(Collectors.toSet());
    }
}
