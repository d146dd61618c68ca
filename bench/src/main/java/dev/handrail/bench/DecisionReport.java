package dev.handrail.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a decision costs, and what waiting costs.
 *
 * @param bare from sending a signal until the row is committed
 * @param product from sending a decision until the task is committed
 * @param waiting how many requests waited in the second part
 * @param memory resident megabytes, and live megabytes of the heap, by program: before and with those that wait
 * @param apiList the first page of the API, before and with those that wait
 * @param pageList the same of the web page
 */
record DecisionReport(
        String at,
        Machine machine,
        int decisions,
        Percentiles bare,
        Percentiles product,
        int waiting,
        double askedPerSecond,
        Map<String, List<Memory>> memory,
        List<Percentiles> apiList,
        List<Percentiles> pageList) {

    static final double TARGET = 1.3;

    record Memory(double resident, double liveHeap) {}

    double ratio() {
        return product.p50() / bare.p50();
    }

    String text() {
        List<String> lines = new ArrayList<>();
        lines.add("%s, %s".formatted(at, machine.text()));
        lines.add("");
        lines.add("| %d decisions each, in turns, one at a time | bare | product | ratio | target |"
                .formatted(decisions));
        lines.add("|---|---|---|---|---|");
        lines.add("| decision to finished write p50, ms | %s | %s | %s | ≤ 1.3 %s |"
                .formatted(
                        Spread.number(bare.p50()),
                        Spread.number(product.p50()),
                        Spread.number(ratio()),
                        ratio() <= TARGET ? "met" : "MISSED"));
        lines.add("| p95, ms | %s | %s | %s | |"
                .formatted(
                        Spread.number(bare.p95()),
                        Spread.number(product.p95()),
                        Spread.number(product.p95() / bare.p95())));
        if (waiting > 0) {
            lines.add("");
            lines.add("| | before | with %,d more that wait |".formatted(waiting));
            lines.add("|---|---|---|");
            memory.forEach((program, seen) -> {
                lines.add("| %s, resident MB | %s |".formatted(program, both(seen, Memory::resident)));
                lines.add("| %s, live heap MB | %s |".formatted(program, both(seen, Memory::liveHeap)));
            });
            lines.add("| first page of GET /api/authorizations p50, ms | %s |"
                    .formatted(both(apiList, Percentiles::p50)));
            lines.add("| first page of /authorizations p50, ms | %s |".formatted(both(pageList, Percentiles::p50)));
            lines.add("| the same p95, ms | %s |".formatted(both(pageList, Percentiles::p95)));
            lines.add("");
            lines.add("They were asked for at %s a second.".formatted(Spread.number(askedPerSecond)));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static <T> String both(List<T> seen, java.util.function.ToDoubleFunction<T> figure) {
        return "%s | %s"
                .formatted(
                        Spread.number(figure.applyAsDouble(seen.getFirst())),
                        Spread.number(figure.applyAsDouble(seen.getLast())));
    }
}
