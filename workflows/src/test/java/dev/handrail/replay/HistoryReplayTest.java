package dev.handrail.replay;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.fakes.Bench;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs that began before a deploy must go on after it: today's workflow code replays histories recorded earlier. Where
 * a run must change, {@code Workflow.getVersion} keeps the old way. {@code -Dhandrail.recordHistories=true} records them
 * anew, which is right only while no run of the old code can be under way.
 */
class HistoryReplayTest {

    private static final Bench BENCH = Bench.idle();

    @BeforeAll
    static void recordWhenAsked() throws Exception {
        if (Boolean.getBoolean("handrail.recordHistories")) {
            for (RecordedRun run : RecordedRun.values()) {
                run.record();
            }
        }
    }

    @AfterAll
    static void clear() {
        BENCH.close();
    }

    @ParameterizedTest
    @EnumSource
    void goesOnWhereAnEarlierReleaseStopped(RecordedRun run) throws Exception {
        BENCH.replay(run.history());
    }

    @Test
    void noticesAStepThatIsNowAnother() throws Exception {
        String history = RecordedRun.LEAD_COMPLETED.history().replace("call_tool", "call_another_tool");

        assertThatThrownBy(() -> BENCH.replay(history)).hasStackTraceContaining("NonDeterministicException");
    }
}
