package dev.handrail.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.fakes.Bench;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs that began before a deploy must go on after it: today's workflow code and codec
 * replay histories recorded earlier, encrypted as production's are. Where
 * a run must change, {@code Workflow.getVersion} keeps the old way. {@code -Dhandrail.recordHistories=true} records them
 * anew, which is right only while no run of the old code can be under way.
 */
class HistoryReplayTest {

    private static final Pattern PAYLOAD = Pattern.compile("\"data\": \"([^\"]*)\"");
    private static final Bench BENCH = Bench.idle(RecordedRun.converter());

    @BeforeAll
    static void recordWhenAsked() throws Exception {
        if (Boolean.getBoolean("handrail.recordHistories")) {
            for (RecordedRun run : RecordedRun.values()) {
                run.record(RecordedRun.converter());
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

    @ParameterizedTest
    @EnumSource
    void showsNobodyWithoutTheKeys(RecordedRun run) throws IOException {
        List<String> payloads = PAYLOAD.matcher(run.history().replace("\\u003d", "="))
                .results()
                .map(found -> new String(Base64.getDecoder().decode(found.group(1)), StandardCharsets.UTF_8))
                .toList();

        assertThat(payloads)
                .isNotEmpty()
                .noneMatch(payload -> payload.contains("Reyes") || payload.contains("Call back"));
    }
}
