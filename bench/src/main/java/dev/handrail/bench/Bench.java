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
import java.util.TreeMap;
import java.util.TreeSet;
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
        DecisionSettings decisions = null;
        try {
            if (List.of(arguments).contains(DecisionSettings.OPTION)) {
                decisions = DecisionSettings.parse(List.of(arguments));
            }
            settings = Settings.parse(decisions == null ? List.of(arguments) : List.of());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(Settings.USAGE);
            System.exit(2);
            return;
        }
        Workplace place = Workplace.open(path("bench.project"), path("bench.home"));
        boolean gateOpen;
        try (Running running = new Running()) {
            Runtime.getRuntime().addShutdownHook(new Thread(running::close));
            Bench bench = new Bench(settings, place, running);
            gateOpen = decisions != null
                    ? bench.runDecisions(decisions, running)
                    : settings.crm() == null ? bench.run().isGateOpen() : bench.runWith(settings.crm());
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
            return;
        }
        boolean gate = decisions == null ? settings.gate() : decisions.gate();
        System.exit(gate && !gateOpen ? GATE_CLOSED : 0);
    }

    private boolean runDecisions(DecisionSettings decisions, Running running)
            throws IOException, SQLException, InterruptedException {
        String now = now();
        DecisionReport report = new DecisionBench(decisions, place, running)
                .run(now, path("bench.temporal.server"), path("bench.temporal.sql"));
        keep(now, "authorizations", report, report.text());
        return report.ratio() <= DecisionReport.TARGET;
    }

    /** Each number of leads at once in turn, so that what drifts with time strikes all alike. */
    private boolean runWith(String crmName) throws IOException, SQLException, InterruptedException, TimeoutException {
        say("Starting Postgres, Temporal and a simulated " + crmName);
        Postgres postgres = running.add(Postgres.start(place));
        TemporalServer temporal = running.add(
                TemporalServer.start(place, path("bench.temporal.server"), path("bench.temporal.sql"), postgres));
        WorkflowClient client = TemporalClients.connect(temporal.address(), DefaultDataConverter.newDefaultInstance());
        running.add(() -> client.getWorkflowServiceStubs().shutdownNow());
        temporal.prepare(client.getWorkflowServiceStubs());
        Histories histories = new Histories(client.getWorkflowServiceStubs());
        SimulatedCrm crm = running.add(SimulatedCrm.start(place, crmName));
        ProductSide product = startProduct(postgres, temporal, WorkerLimits.from(System.getenv()), crm.environment());
        product.setUpCrm(postgres);
        crm.latency(settings.latency());
        shape(histories, product);

        Load load = new Load(histories, new Meter(postgres, temporal.tree(), List.of(product)));
        say("Warming up, %d s".formatted(settings.warmUp().toSeconds()));
        load.run(product, settings.atOnce(), settings.warmUp(), false);
        if (settings.quota()) {
            crm.hubSpotsQuota();
            // What the warm-up called counts until then.
            Thread.sleep(SimulatedCrm.WINDOW_MILLIS);
        }
        double callsASecond = settings.quota() ? SimulatedCrm.CALLS_A_SECOND : Double.POSITIVE_INFINITY;
        Map<Integer, List<Phase>> phases = new TreeMap<>();
        Map<Integer, List<Double>> requests = new TreeMap<>();
        for (int round = 1; round <= settings.pairs(); round++) {
            for (int atOnce : new TreeSet<>(List.of(1, 2, 4, settings.atOnce()))) {
                crm.forgetRequests();
                Load.Trace trace = load.run(product, atOnce, settings.seconds(), false);
                double asked = crm.requests();
                requireLeads(trace);
                Phase phase = Phase.of(trace);
                say("%d at once, %d of %d: %d ended".formatted(atOnce, round, settings.pairs(), phase.correct()));
                phases.computeIfAbsent(atOnce, unused -> new ArrayList<>()).add(phase);
                requests.computeIfAbsent(atOnce, unused -> new ArrayList<>())
                        .add(asked / trace.leads().size());
            }
        }
        List<CrmReport.Row> rows = new ArrayList<>();
        phases.forEach((atOnce, ofThese) -> rows.add(new CrmReport.Row(
                atOnce,
                Spread.of(requests.getOrDefault(atOnce, List.of())).median(),
                ofThese,
                settings.latency(),
                callsASecond)));
        String now = now();
        CrmReport report = new CrmReport(now, Machine.here(postgres), crmName, settings.latency(), rows);
        keep(now, crmName, report, report.text());
        return rows.getFirst().share() >= CrmReport.TARGET;
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
        Optional<ProductSide> product = settings.bareOnly()
                ? Optional.empty()
                : Optional.of(startProduct(postgres, temporal, limits, Map.of()));
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

    private ProductSide startProduct(
            Postgres postgres, TemporalServer temporal, WorkerLimits limits, Map<String, String> crm)
            throws IOException, SQLException, InterruptedException {
        say("Starting worker and api (building them first where they are not built)");
        postgres.createDatabase(Postgres.PRODUCT_DATABASE);
        ProductSide product = running.add(ProductSide.start(place, temporal, postgres, limits, crm));
        noteMemory(product, "idle");
        return product;
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
        String now = now();
        Report report = new Report(
                now,
                Machine.here(postgres),
                settings.atOnce(),
                settings.seconds().toSeconds(),
                shapes,
                comparison,
                residentMegabytes,
                startUp,
                phases);
        keep(now, "", report, report.text());
        return comparison;
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private void keep(String now, String crm, Object report, String text) throws IOException {
        String suffix = (crm.isEmpty() ? "" : "-" + crm) + ".json";
        Path file = place.results().resolve(now.replace(":", "") + suffix);
        Files.writeString(
                file,
                JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(report));
        Files.copy(file, place.results().resolve("latest" + suffix), StandardCopyOption.REPLACE_EXISTING);
        System.out.println();
        System.out.println(text);
        say("All figures: " + file);
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
