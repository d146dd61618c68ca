package dev.handrail.cli.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The progress of a run as text: a table for a terminal, one line for a file. */
final class ProgressTable {

    private static final int BAR = 40;

    private ProgressTable() {}

    static List<String> table(Tally tally, Duration elapsed) {
        List<String> lines = new ArrayList<>();
        int filled = tally.submitted() == 0 ? 0 : tally.finished() * BAR / tally.submitted();
        lines.add("  %s%s  %d / %d leads   %s leads/s   %s"
                .formatted(
                        "█".repeat(filled),
                        "░".repeat(BAR - filled),
                        tally.finished(),
                        tally.submitted(),
                        rate(tally, elapsed),
                        clock(elapsed)));
        tally.byResult().forEach((result, count) -> lines.add("    %-28s %5d".formatted(words(result), count)));
        return List.copyOf(lines);
    }

    static String line(Tally tally, Duration elapsed) {
        List<String> counts = new ArrayList<>();
        for (Map.Entry<String, Integer> entry : tally.byResult().entrySet()) {
            counts.add("%d %s".formatted(entry.getValue(), words(entry.getKey())));
        }
        return "%s  %d/%d leads, %s leads/s: %s"
                .formatted(
                        clock(elapsed),
                        tally.finished(),
                        tally.submitted(),
                        rate(tally, elapsed),
                        counts.isEmpty() ? "none yet" : String.join(", ", counts));
    }

    private static String words(String result) {
        return result.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String rate(Tally tally, Duration elapsed) {
        double seconds = Math.max(elapsed.toMillis(), 1) / 1_000.0;
        return String.format(Locale.ROOT, "%.1f", tally.finished() / seconds);
    }

    private static String clock(Duration elapsed) {
        return "%d:%02d".formatted(elapsed.toMinutes(), elapsed.toSecondsPart());
    }
}
