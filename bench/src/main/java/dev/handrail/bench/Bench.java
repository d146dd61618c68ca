package dev.handrail.bench;

import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DefaultDataConverter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The program behind {@code ./handrail bench}; {@code bench/run} says in system properties where things are. */
public final class Bench {

    private static final int GATE_CLOSED = 3;

    private final Settings settings;
    private final Workplace place;
    private final Running running;
    private final Map<String, Map<String, Double>> residentMegabytes = new LinkedHashMap<>();

    private Bench(Settings settings, Workplace place, Running running) {
        this.settings = settings;
        this.place = place;
        this.running = running;
    }

    public static void main(String[] arguments) throws Exception {
        if (List.of(arguments).contains("--help")) {
            System.out.print(Settings.USAGE);
            return;
        }
        Settings settings;
        try {
            settings = Settings.parse(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(Settings.USAGE);
            System.exit(2);
            return;
        }
        Workplace place = Workplace.open(path("bench.project"), path("bench.home"));
        Comparison comparison;
        try (Running running = new Running()) {
            Runtime.getRuntime().addShutdownHook(new Thread(running::close));
            comparison = new Bench(settings, place, running).run();
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
            return;
        }
        System.exit(settings.gate() && !comparison.isGateOpen() ? GATE_CLOSED : 0);
    }

    private Comparison run() throws IOException, SQLException, InterruptedException, TimeoutException {
        say("Starting Postgres and Temporal");
        Postgres postgres = running.add(Postgres.start(place));
        TemporalServer temporal = running.add(
                TemporalServer.start(place, path("bench.temporal.server"), path("bench.temporal.sql"), postgres));
        WorkflowClient client = TemporalClients.connect(temporal.address(), DefaultDataConverter.newDefaultInstance());
        running.add(() -> client.getWorkflowServiceStubs().shutdownNow());
        temporal.prepare(client.getWorkflowServiceStubs());
        Histories histories = new Histories(client.getWorkflowServiceStubs());

        WorkerLimits limits = WorkerLimits.from(System.getenv());
        Map<String, LeadShape> shapes = new LinkedHashMap<>();
        Optional<ProductSide> product = startProduct(postgres, temporal, limits);
        if (product.isPresent()) {
            shapes.put("product", shape(histories, product.get()));
        }
        BareSide bare = running.add(BareSide.start(
                place,
                temporal.address(),
                limits,
                shapes.getOrDefault("product", LeadShape.assumed(settings.activities()))));
        noteMemory(bare, "idle");
        shapes.put("bare", shape(histories, bare));

        List<Side> sides = new ArrayList<>(product.stream().toList());
        sides.add(bare);
        Load load = new Load(histories, new Meter(postgres, temporal.tree(), sides));
        postgres.checkpoint();
        for (Side side : sides) {
            say("Warming up: %s, %d s".formatted(side.name(), settings.warmUp().toSeconds()));
            load.run(side, settings.atOnce(), settings.warmUp(), false);
        }
        Thread.sleep(Load.SETTLE);
        List<Load.Trace> underLoad = interleave(load, sides, settings.atOnce(), true);
        List<Load.Trace> oneAtATime = interleave(load, sides, 1, false);
        for (Side side : sides) {
            noteMemory(side, "after the load");
        }
        return conclude(postgres, temporal, shapes, evaluate(underLoad), evaluate(oneAtATime));
    }

    private Optional<ProductSide> startProduct(Postgres postgres, TemporalServer temporal, WorkerLimits limits)
            throws IOException, SQLException, InterruptedException {
        if (settings.bareOnly()) {
            return Optional.empty();
        }
        say("Starting worker and api (building them first where they are not built)");
        postgres.createDatabase(Postgres.PRODUCT_DATABASE);
        ProductSide product = running.add(ProductSide.start(place, temporal, postgres, limits));
        noteMemory(product, "idle");
        return Optional.of(product);
    }

    /** Of one that went well: nothing is measured that does not work. */
    private LeadShape shape(Histories histories, Side side) throws IOException, InterruptedException, TimeoutException {
        String workflowId = side.submit();
        String problem = side.problem(workflowId, histories.awaitClose(workflowId));
        if (problem != null) {
            throw new IllegalStateException(
                    "The first one of %s, %s, went wrong: %s".formatted(side.name(), workflowId, problem));
        }
        return LeadShape.of(histories.read(workflowId));
    }

    /** ABBA, so that what drifts with time strikes both alike. */
    private List<Load.Trace> interleave(Load load, List<Side> sides, int atOnce, boolean settle)
            throws IOException, SQLException, InterruptedException {
        List<Load.Trace> traces = new ArrayList<>();
        for (int pair = 0; pair < settings.pairs(); pair++) {
            for (Side side : pair % 2 == 0 ? sides : sides.reversed()) {
                Load.Trace trace = load.run(side, atOnce, settings.seconds(), settle);
                say("%s, %d at once, %d of %d: %d ended, %d failed"
                        .formatted(
                                side.name(),
                                atOnce,
                                pair + 1,
                                settings.pairs(),
                                trace.leads().size(),
                                trace.failures().size()));
                requireLeads(trace);
                traces.add(trace);
            }
        }
        return traces;
    }

    private static void requireLeads(Load.Trace trace) {
        if (trace.leads().isEmpty()) {
            throw new IllegalStateException("None of %s ended: %s"
                    .formatted(
                            trace.side().name(),
                            trace.failures().stream().findFirst().orElse("the phase is too short")));
        }
    }

    private static List<Phase> evaluate(List<Load.Trace> traces) throws IOException, InterruptedException {
        List<Phase> phases = new ArrayList<>();
        for (Load.Trace trace : traces) {
            phases.add(Phase.of(trace));
        }
        return phases;
    }

    private Comparison conclude(
            Postgres postgres,
            TemporalServer temporal,
            Map<String, LeadShape> shapes,
            List<Phase> underLoad,
            List<Phase> oneAtATime)
            throws IOException, SQLException, InterruptedException {
        Map<String, List<Double>> startUp =
                settings.startUp() ? new StartUp(place).measure(temporal.address()) : Map.of();
        Comparison comparison = Comparison.of(underLoad, oneAtATime);
        List<Phase> phases = new ArrayList<>(underLoad);
        phases.addAll(oneAtATime);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Report report = new Report(
                now.toString(),
                Machine.here(postgres),
                settings.atOnce(),
                settings.seconds().toSeconds(),
                shapes,
                comparison,
                residentMegabytes,
                startUp,
                phases);
        Path file = place.results().resolve(now.toString().replace(":", "") + ".json");
        Files.writeString(
                file,
                JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(report));
        Files.copy(file, place.results().resolve("latest.json"), StandardCopyOption.REPLACE_EXISTING);
        System.out.println();
        System.out.println(report.text());
        say("All figures: " + file);
        return comparison;
    }

    private void noteMemory(Side side, String when) throws IOException, InterruptedException {
        Thread.sleep(Duration.ofSeconds(3));
        for (Map.Entry<String, ProcessTree> program : side.programs().entrySet()) {
            residentMegabytes
                    .computeIfAbsent(side.name() + " " + program.getKey(), name -> new LinkedHashMap<>())
                    .put(when, program.getValue().residentMegabytes());
        }
    }

    private static Path path(String property) {
        return Path.of(Optional.ofNullable(System.getProperty(property))
                .orElseThrow(() -> new IllegalStateException("Start the bench with ./handrail bench")));
    }

    private static void say(String line) {
        System.err.println(line);
    }
}
