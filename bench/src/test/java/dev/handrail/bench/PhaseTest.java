package dev.handrail.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.handrail.bench.Load.Lead;
import dev.handrail.bench.Load.Trace;
import dev.handrail.bench.Meter.Counted;
import dev.handrail.bench.Meter.Spent;
import io.temporal.api.history.v1.HistoryEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PhaseTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void ratesOnlyWhatEndsCorrectlyWhileAllSendersAreBusy() throws Exception {
        Phase phase = Phase.of(trace(
                lead("before the ramp was over", 0, 1),
                lead("within", 1, 3),
                lead("within too", 4, 9),
                lead("wrong", 4, 8),
                lead("after the last was sent", 9, 11)));

        assertThat(phase.correct()).isEqualTo(4);
        assertThat(phase.wrong()).isEqualTo(1);
        assertThat(phase.rate()).isEqualTo(2 / 8.0, within(1e-9));
        assertThat(phase.whole().p99()).isEqualTo(5_000);
    }

    @Test
    void chargesASideWithWhatItSharesAndWhatIsItsOwnButNotWithTheOtherSide() throws Exception {
        Phase phase = Phase.of(trace(lead("one", 2, 3), lead("two", 3, 4)));

        assertThat(phase.cpuByProgram())
                .containsOnly(Map.entry("temporal", 50.0), Map.entry("postgres", 30.0), Map.entry("worker", 20.0));
        assertThat(phase.cpuMillis()).isEqualTo(100);
        assertThat(phase.commits()).isEqualTo(120);
        assertThat(phase.walKilobytes()).isEqualTo(150);
        assertThat(phase.walSyncs()).isEqualTo(40);
        assertThat(phase.benchCpuMillis()).isEqualTo(5);
        assertThat(phase.elsewherePercent()).isEqualTo(50);
    }

    private static Trace trace(Lead... leads) {
        return new Trace(
                new Fake(),
                16,
                0,
                2 * SECOND,
                10 * SECOND,
                List.of(leads),
                List.of(),
                new Spent(0, cpu(0, 0, 0, 0, 0), 0, 1_000),
                new Spent(10 * SECOND, cpu(100, 60, 40, 700, 10), 910 + 5_000, 301_000),
                new Counted(Map.of("temporal", 100L, "temporal_visibility", 10L, "handrail", 1L), 20),
                new Counted(Map.of("temporal", 300L, "temporal_visibility", 50L, "handrail", 999L), 100));
    }

    private static Map<String, Double> cpu(double temporal, double postgres, double own, double other, double bench) {
        return Map.of(
                "temporal", temporal, "postgres", postgres, "bare/worker", own, "product/api", other, "bench", bench);
    }

    private static Lead lead(String id, long sent, long ended) {
        return new Lead(id, HistoryEvent.getDefaultInstance(), sent * SECOND, sent * SECOND, ended * SECOND);
    }

    private static final class Fake implements Side {

        @Override
        public String name() {
            return "bare";
        }

        @Override
        public String submit() {
            throw new UnsupportedOperationException();
        }

        @Override
        public @Nullable String problem(String workflowId, HistoryEvent close) {
            return workflowId.equals("wrong") ? "it failed" : null;
        }

        @Override
        public Map<String, ProcessTree> programs() {
            return Map.of("worker", new ProcessTree(1));
        }

        @Override
        public Set<String> databases() {
            return TemporalServer.databases();
        }
    }
}
