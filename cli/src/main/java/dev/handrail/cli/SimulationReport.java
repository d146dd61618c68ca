package dev.handrail.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** What a simulation found, for people. */
final class SimulationReport {

    private final PrintWriter out;

    SimulationReport(PrintWriter out) {
        this.out = out;
    }

    void print(JsonNode replayed) {
        out.printf(
                "%s since %s: %d as they were, %d otherwise, %d cannot be judged from what is kept.%n",
                PolicyCommand.count(replayed.path("calls").asLong(), "call"),
                replayed.path("since").asString(""),
                replayed.path("same").asLong(),
                replayed.path("different").asLong(),
                replayed.path("open").asLong());
        if (replayed.path("cutOff").asBoolean(false)) {
            out.println("There are more; only the newest were looked at.");
        }
        table(
                "Would have been decided otherwise",
                List.of("rule", "line", "tool", "was", "would", "calls"),
                replayed.path("changes"));
        table("Cannot be judged", List.of("rule", "line", "tool", "unknown", "calls"), replayed.path("unknown"));
        table(
                "The newest of them",
                List.of("at", "actor", "tool", "was", "would", "rule", "callId"),
                replayed.path("examples"));
    }

    private void table(String title, List<String> columns, JsonNode entries) {
        if (entries.isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>(List.of(columns));
        for (JsonNode entry : entries) {
            rows.add(columns.stream()
                    .map(column -> cell(column, entry.path(column)))
                    .toList());
        }
        int[] widths = IntStream.range(0, columns.size())
                .map(i ->
                        rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
                .toArray();
        out.printf("%n%s:%n", title);
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder("  ");
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static String cell(String column, JsonNode value) {
        if (value.isArray()) {
            return String.join(
                    ", ", value.valueStream().map(entry -> entry.asString("")).toList());
        }
        boolean byTheToolItself = column.equals("rule") && value.isNull();
        return byTheToolItself ? "(the tool itself)" : value.asString("");
    }
}
