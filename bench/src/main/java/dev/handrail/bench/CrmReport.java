package dev.handrail.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What leads cost when the CRM is over a network.
 *
 * @param latency that each of the CRM's answers takes at least
 */
record CrmReport(String date, Machine machine, String crm, Duration latency, List<Row> rows) {

    /** The share of the possible rate that is wanted. */
    static final double TARGET = 0.9;

    /**
     * @param atOnce leads in flight
     * @param requests that the CRM got for a lead
     * @param callsASecond that the CRM allows for this
     */
    record Row(int atOnce, double requests, List<Phase> phases, Duration latency, double callsASecond) {

        double rate() {
            return median(phases.stream().map(Phase::rate).toList());
        }

        /** Were nothing to hold leads up but the CRM's answers and what it allows. */
        double possible() {
            return Math.min(atOnce / (latency.toMillis() / 1e3), callsASecond) / requests;
        }

        double share() {
            return rate() / possible();
        }

        private static double median(List<Double> values) {
            return Spread.of(values).median();
        }
    }

    String text() {
        List<String> lines = new ArrayList<>();
        lines.add("%s, %s".formatted(date, machine.text()));
        lines.add("%s with %d ms latency".formatted(crm, latency.toMillis()));
        lines.add("");
        lines.add("%-8s %-14s %-18s %-10s %-22s %-12s %-12s %s"
                .formatted(
                        "at once",
                        "requests/lead",
                        "possible, leads/s",
                        "leads/s",
                        "share (target ≥ %s)".formatted(TARGET),
                        "p50, ms",
                        "CPU ms/lead",
                        "wrong"));
        for (Row row : rows) {
            lines.add("%-8d %-14s %-18s %-10s %-22s %-12s %-12s %d"
                    .formatted(
                            row.atOnce(),
                            Spread.number(row.requests()),
                            Spread.number(row.possible()),
                            Spread.number(row.rate()),
                            Spread.number(row.share()),
                            Spread.number(Row.median(row.phases().stream()
                                    .map(phase -> phase.whole().p50())
                                    .toList())),
                            Spread.number(Row.median(
                                    row.phases().stream().map(Phase::cpuMillis).toList())),
                            row.phases().stream().mapToInt(Phase::wrong).sum()));
        }
        rows.stream()
                .flatMap(row -> row.phases().stream())
                .filter(phase -> phase.wrong() > 0)
                .findFirst()
                .ifPresent(phase ->
                        lines.add("NOT COUNTED, such as: " + phase.failures().getFirst()));
        double elsewhere = rows.stream()
                .flatMap(row -> row.phases().stream())
                .mapToDouble(Phase::elsewherePercent)
                .average()
                .orElse(0);
        lines.add("Others, the simulated CRM among them, used %.0f %% of a core meanwhile.".formatted(elsewhere));
        return String.join(System.lineSeparator(), lines);
    }
}
