package dev.handrail.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What a simulation found, for people. */
final class SimulationReport {

    private static final int EXAMPLES_OF_A_KIND = 5;

    private final PrintWriter out;
    private final Map<String, String> actors;
    private final boolean all;

    /**
     * @param actors what those who called are called, by id
     * @param all whether to print every example there is
     */
    SimulationReport(PrintWriter out, Map<String, String> actors, boolean all) {
        this.out = out;
        this.actors = actors;
        this.all = all;
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
        List<JsonNode> examples = examples(replayed.path("examples"));
        table("The newest of them", List.of("at", "actor", "tool", "was", "would", "rule", "callId"), examples);
        if (examples.size() < replayed.path("examples").size()) {
            out.printf("%nAt most %d of a rule and tool are shown; --all shows more.%n", EXAMPLES_OF_A_KIND);
        }
    }

    private List<JsonNode> examples(JsonNode examples) {
        Map<List<String>, Integer> shown = new HashMap<>();
        return examples.valueStream()
                .filter(example -> all || shown.merge(kind(example), 1, Integer::sum) <= EXAMPLES_OF_A_KIND)
                .toList();
    }

    private static List<String> kind(JsonNode example) {
        return Stream.of("rule", "tool", "was", "would")
                .map(name -> example.path(name).asString(""))
                .toList();
    }

    private void table(String title, List<String> columns, JsonNode entries) {
        table(title, columns, entries.valueStream().toList());
    }

    private void table(String title, List<String> columns, List<JsonNode> entries) {
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

    private String cell(String column, JsonNode value) {
        if (value.isArray()) {
            return String.join(
                    ", ", value.valueStream().map(entry -> entry.asString("")).toList());
        }
        boolean byTheToolItself = column.equals("rule") && value.isNull();
        if (byTheToolItself) {
            return "(the tool itself)";
        }
        String text = value.asString("");
        return column.equals("actor") ? actors.getOrDefault(text, text) : text;
    }
}
