package dev.handrail.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.bench.Comparison.Row;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    @Test
    void setsThePhasesOfAPairAgainstEachOther() {
        Row rate = row(
                compare(List.of(
                        phase("product", 9, 100),
                        phase("bare", 10, 100),
                        phase("bare", 20, 100),
                        phase("product", 19, 100))),
                "rate, leads/s");

        assertThat(rate.bare()).isEqualTo(new Spread(15, 10, 20));
        assertThat(rate.product()).isEqualTo(new Spread(14, 9, 19));
        assertThat(rate.ratio()).isEqualTo(new Spread(0.925, 0.9, 0.95));
        assertThat(rate.isMissed()).isFalse();
    }

    @Test
    void missesARateThatIsTooLowButLeavesTheGateOpen() {
        Comparison comparison = compare(List.of(phase("product", 8, 100), phase("bare", 10, 100)));

        assertThat(row(comparison, "rate, leads/s").isMissed()).isTrue();
        assertThat(comparison.isGateOpen()).isTrue();
    }

    @Test
    void closesTheGateOnCpu() {
        Comparison comparison = compare(List.of(phase("product", 10, 116), phase("bare", 10, 100)));

        assertThat(row(comparison, "CPU, ms/lead").isMissed()).isTrue();
        assertThat(comparison.isGateOpen()).isFalse();
    }

    @Test
    void makesNoRatioOfWhatOnlyTheProductHas() {
        Row api = row(compare(List.of(phase("product", 10, 100), phase("bare", 10, 100))), "  api");

        assertThat(api.product()).isNotNull();
        assertThat(api.ratio()).isNull();
    }

    @Test
    void showsTheBareWorkflowAlone() {
        Comparison comparison = compare(List.of(phase("bare", 10, 100)));

        assertThat(row(comparison, "rate, leads/s").product()).isNull();
        assertThat(comparison.underLoad()).extracting(Row::figure).doesNotContain("  api");
        assertThat(comparison.isGateOpen()).isTrue();
    }

    private static Comparison compare(List<Phase> phases) {
        return Comparison.of(phases, phases);
    }

    private static Row row(Comparison comparison, String figure) {
        return comparison.underLoad().stream()
                .filter(row -> row.figure().equals(figure))
                .findFirst()
                .orElseThrow();
    }

    private static Phase phase(String side, double rate, double cpu) {
        Percentiles latency = new Percentiles(100, 200, 300);
        return new Phase(
                side, 16, rate, 100, 0, cpu, Map.of("temporal", cpu), 160, 130, 50, latency, latency, 3, 0, List.of());
    }
}
