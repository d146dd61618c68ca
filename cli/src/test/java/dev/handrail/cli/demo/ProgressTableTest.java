package dev.handrail.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.cli.Api;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTableTest {

    private final Tally halfWay = Tally.of(400, Api.parse("""
            {"total": 400, "byResult": {"BLOCKED": 10, "COMPLETED": 180, "REJECTED_BY_GROUNDING": 10, "RUNNING": 200}}
            """));

    private final Tally done = Tally.of(400, Api.parse("{\"total\": 400, \"byResult\": {\"COMPLETED\": 400}}"));

    @Test
    void drawsABarAndTheCountOfEachResult() {
        assertThat(ProgressTable.table(halfWay, Duration.ofSeconds(10)))
                .containsExactly(
                        "  ████████████████████░░░░░░░░░░░░░░░░░░░░  200 / 400 leads   20.0 leads/s   0:10",
                        "    running                        200",
                        "    completed                      180",
                        "    blocked                         10",
                        "    rejected by grounding           10");
    }

    @Test
    void saysTheSameInOneLine() {
        assertThat(ProgressTable.line(halfWay, Duration.ofSeconds(70)))
                .isEqualTo(
                        "1:10  200/400 leads, 2.9 leads/s: 200 running, 180 completed, 10 blocked, 10 rejected by grounding");
    }

    @Test
    void countsLeadsThatWaitForAPersonAsUnfinished() {
        Tally waiting = Tally.of(2, Api.parse("{\"byResult\": {\"COMPLETED\": 1, \"WAITING_FOR_AUTHORIZATION\": 1}}"));
        assertThat(waiting.finished()).isEqualTo(1);
        assertThat(waiting.isDone()).isFalse();
        assertThat(done.isDone()).isTrue();
    }

    @Test
    void redrawsInPlaceOnATerminal() {
        StringWriter text = new StringWriter();
        Screen screen = new Screen(new PrintWriter(text), true);
        screen.show(halfWay, Duration.ofSeconds(10));
        screen.show(done, Duration.ofSeconds(20));
        assertThat(text.toString()).contains("\033[5A").contains("400 / 400");
    }

    @Test
    void writesPlainLinesNowAndThenToAFile() {
        StringWriter text = new StringWriter();
        Screen screen = new Screen(new PrintWriter(text), false);
        screen.show(halfWay, Duration.ofMillis(0));
        screen.show(halfWay, Duration.ofMillis(500));
        screen.show(halfWay, Duration.ofMillis(2_500));
        screen.show(done, Duration.ofMillis(2_600));
        assertThat(text.toString().lines()).hasSize(3).noneMatch(line -> line.contains("\033"));
    }
}
