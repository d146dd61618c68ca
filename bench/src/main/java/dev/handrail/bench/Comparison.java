package dev.handrail.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The product's phases beside the bare workflow's. */
record Comparison(List<Row> underLoad, List<Row> oneAtATime) {

    /** A bound on the ratio of product to bare. */
    record Target(Bound bound, double ratio) {

        enum Bound {
            AT_LEAST,
            AT_MOST
        }

        boolean isMetBy(double measured) {
            return bound == Bound.AT_LEAST ? measured >= ratio : measured <= ratio;
        }

        String text() {
            return (bound == Bound.AT_LEAST ? "≥ " : "≤ ") + ratio;
        }
    }

    /**
     * @param gated whether {@code --gate} goes by it: those that hardly depend on what else the machine does
     * @param product absent without the product
     * @param ratio product by bare, each pair of phases by itself; absent where bare has none
     */
    record Row(
            String figure,
            Spread bare,
            @Nullable Spread product,
            @Nullable Spread ratio,
            @Nullable Target target,
            boolean gated) {

        boolean isMissed() {
            return target != null && ratio != null && !target.isMetBy(ratio.median());
        }
    }

    private record Figure(
            String name,
            ToDoubleFunction<Phase> of,
            @Nullable Target target,
            boolean gated) {

        Figure(String name, ToDoubleFunction<Phase> of) {
            this(name, of, null, false);
        }
    }

    private static final Target AS_FAST = new Target(Target.Bound.AT_MOST, 1.1);

    private static final List<Figure> LATENCIES = List.of(
            new Figure("submit p50, ms", phase -> phase.submit().p50()),
            new Figure("submit p95, ms", phase -> phase.submit().p95()),
            new Figure("submit p99, ms", phase -> phase.submit().p99()),
            new Figure("whole lead p50, ms", phase -> phase.whole().p50(), AS_FAST, false),
            new Figure("whole lead p95, ms", phase -> phase.whole().p95()),
            new Figure("whole lead p99, ms", phase -> phase.whole().p99()));

    private static final List<Figure> COSTS = List.of(
            new Figure("rate, leads/s", Phase::rate, new Target(Target.Bound.AT_LEAST, 0.9), false),
            new Figure("CPU, ms/lead", Phase::cpuMillis, new Target(Target.Bound.AT_MOST, 1.15), true),
            new Figure("  Temporal", phase -> program(phase, "temporal")),
            new Figure("  Postgres", phase -> program(phase, "postgres")),
            new Figure("  worker", phase -> program(phase, "worker")),
            new Figure("  api", phase -> program(phase, "api")),
            new Figure("WAL, kB/lead", Phase::walKilobytes, new Target(Target.Bound.AT_MOST, 1.2), true),
            new Figure("WAL syncs/lead", Phase::walSyncs),
            new Figure("commits/lead", Phase::commits, new Target(Target.Bound.AT_MOST, 1.2), true));

    static Comparison of(List<Phase> underLoad, List<Phase> oneAtATime) {
        List<Figure> all = new ArrayList<>(COSTS);
        all.addAll(LATENCIES);
        return new Comparison(rows(all, underLoad), rows(LATENCIES, oneAtATime));
    }

    boolean isGateOpen() {
        return underLoad.stream().noneMatch(row -> row.gated() && row.isMissed());
    }

    private static List<Row> rows(List<Figure> figures, List<Phase> phases) {
        List<Phase> bare =
                phases.stream().filter(phase -> phase.side().equals("bare")).toList();
        List<Phase> product =
                phases.stream().filter(phase -> phase.side().equals("product")).toList();
        return figures.stream()
                .map(figure -> row(figure, bare, product))
                .filter(row -> row.bare().most() > 0 || row.product() != null)
                .toList();
    }

    private static Row row(Figure figure, List<Phase> bare, List<Phase> product) {
        List<Double> ofBare = bare.stream().map(figure.of()::applyAsDouble).toList();
        if (product.isEmpty()) {
            return new Row(figure.name(), Spread.of(ofBare), null, null, figure.target(), figure.gated());
        }
        List<Double> ofProduct =
                product.stream().map(figure.of()::applyAsDouble).toList();
        Spread ratio = ofBare.contains(0.0)
                ? null
                : Spread.of(IntStream.range(0, ofBare.size())
                        .mapToObj(pair -> ofProduct.get(pair) / ofBare.get(pair))
                        .toList());
        return new Row(figure.name(), Spread.of(ofBare), Spread.of(ofProduct), ratio, figure.target(), figure.gated());
    }

    private static double program(Phase phase, String name) {
        return phase.cpuByProgram().getOrDefault(name, 0.0);
    }
}
