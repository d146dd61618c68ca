package dev.handrail.bench;

import dev.handrail.bench.Comparison.Row;
import dev.handrail.bench.Comparison.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a run found out.
 *
 * @param date ISO 8601, UTC
 * @param shapes histories of one lead and one bare workflow
 * @param residentMegabytes memory of the programs when they had started and had done nothing yet, and after all phases
 * @param startUpSeconds {@code ./handrail up}, when asked for
 */
record Report(
        String date,
        Machine machine,
        int atOnce,
        long secondsAPhase,
        Map<String, LeadShape> shapes,
        Comparison comparison,
        Map<String, Map<String, Double>> residentMegabytes,
        Map<String, List<Double>> startUpSeconds,
        List<Phase> phases) {

    String text() {
        List<String> lines = new ArrayList<>();
        lines.add("%s, %s".formatted(date, machine.text()));
        shapes.forEach((side, shape) -> lines.add(
                "%s: %d activities, %d workflow tasks, %d events; payloads of %d B in, %d B and %d B an activity, %d B out"
                        .formatted(
                                side,
                                shape.activities(),
                                shape.workflowTasks(),
                                shape.events(),
                                shape.startBytes(),
                                shape.activityInputBytes(),
                                shape.activityResultBytes(),
                                shape.resultBytes())));
        lines.add("");
        lines.add("Median (least–most) of %d phases of %d s".formatted(phasesOfASide(), secondsAPhase));
        table(lines, atOnce + " at once", comparison.underLoad());
        table(lines, "one at a time", comparison.oneAtATime());
        lines.add("");
        residentMegabytes.forEach(
                (program, when) -> lines.add("%-20s MB resident: %s".formatted(program, spoken(when))));
        startUpSeconds.forEach((what, seconds) -> lines.add(
                "%-20s s to start: %s".formatted(what, Spread.of(seconds).text())));
        phases.stream()
                .filter(phase -> phase.wrong() > 0)
                .forEach(phase -> lines.add("NOT COUNTED: %d of %s, such as: %s"
                        .formatted(phase.wrong(), phase.side(), phase.failures().getFirst())));
        double elsewhere =
                phases.stream().mapToDouble(Phase::elsewherePercent).average().orElse(0);
        if (elsewhere > 10) {
            lines.add("Others used %.0f %% of a core meanwhile: rate and latency are worse than this machine can do."
                    .formatted(elsewhere));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private long phasesOfASide() {
        return phases.stream()
                .filter(phase -> phase.side().equals("bare") && phase.atOnce() == atOnce)
                .count();
    }

    private static void table(List<String> lines, String title, List<Row> rows) {
        lines.add("");
        lines.add(line(title, "bare", "product", "ratio", "target"));
        for (Row row : rows) {
            lines.add(line(row.figure(), row.bare().text(), text(row.product()), text(row.ratio()), verdict(row)));
        }
    }

    private static String verdict(Row row) {
        Target target = row.target();
        if (target == null) {
            return "";
        }
        return row.ratio() == null ? target.text() : target.text() + (row.isMissed() ? "  MISSED" : "  met");
    }

    private static String text(@Nullable Spread spread) {
        return spread == null ? "" : spread.text();
    }

    private static String line(String figure, String bare, String product, String ratio, String target) {
        return "%-20s %-22s %-22s %-19s %s"
                .formatted(figure, bare, product, ratio, target)
                .stripTrailing();
    }

    private static String spoken(Map<String, Double> values) {
        return String.join(
                ", ",
                values.entrySet().stream()
                        .map(value -> "%.0f %s".formatted(value.getValue(), value.getKey()))
                        .toList());
    }
}
