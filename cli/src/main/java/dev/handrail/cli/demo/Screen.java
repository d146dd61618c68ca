package dev.handrail.cli.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** Where progress is shown: redrawn in place on a terminal, a line now and then elsewhere. */
final class Screen {

    private static final Duration LINE_EVERY = Duration.ofSeconds(2);

    private final PrintWriter out;
    private final boolean terminal;
    private int drawn;
    private Duration lastLine = Duration.ofSeconds(-10);

    Screen(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void show(Tally tally, Duration elapsed) {
        if (terminal) {
            List<String> lines = ProgressTable.table(tally, elapsed);
            if (drawn > 0) {
                out.printf("\033[%dA", drawn);
            }
            lines.forEach(line -> out.printf("\033[2K%s%n", line));
            for (int surplus = lines.size(); surplus < drawn; surplus++) {
                out.printf("\033[2K%n");
            }
            drawn = Math.max(drawn, lines.size());
        } else if (tally.isDone() || elapsed.minus(lastLine).compareTo(LINE_EVERY) >= 0) {
            out.println(ProgressTable.line(tally, elapsed));
            lastLine = elapsed;
        }
        out.flush();
    }
}
