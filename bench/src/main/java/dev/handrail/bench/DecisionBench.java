package dev.handrail.bench;

import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DefaultDataConverter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Decisions of people beside bare signals, and what thousands of requests that wait cost. */
final class DecisionBench {

    private static final int ASKERS = 16;
    private static final int LISTINGS = 40;
    private static final int WARM_UP = 100;

    private final DecisionSettings settings;
    private final Workplace place;
    private final Running running;

    DecisionBench(DecisionSettings settings, Workplace place, Running running) {
        this.settings = settings;
        this.place = place;
        this.running = running;
    }

    DecisionReport run(String at, Path server, Path sqlTool) throws IOException, SQLException, InterruptedException {
        say("Starting Postgres and Temporal");
        Postgres postgres = running.add(Postgres.start(place));
        TemporalServer temporal = running.add(TemporalServer.start(place, server, sqlTool, postgres));
        WorkflowClient client = TemporalClients.connect(temporal.address(), DefaultDataConverter.newDefaultInstance());
        running.add(() -> client.getWorkflowServiceStubs().shutdownNow());
        temporal.prepare(client.getWorkflowServiceStubs());
        WorkerLimits limits = WorkerLimits.from(System.getenv());
        say("Starting worker and api (building them first where they are not built)");
        postgres.createDatabase(Postgres.PRODUCT_DATABASE);
        Path policy = Files.writeString(place.run().resolve("policy.yaml"), ApprovedSide.POLICY);
        ProductSide product = running.add(
                ProductSide.start(place, temporal, postgres, limits, Map.of("HANDRAIL_POLICY", policy.toString())));
        ApprovedSide approved = running.add(ApprovedSide.of(product, postgres));
        SignalledSide bare = running.add(SignalledSide.start(place, temporal.address(), limits, postgres));

        say("Warming up");
        decide(List.of(bare, approved), WARM_UP);
        postgres.checkpoint();
        say("Deciding, %d times each in turns".formatted(settings.decisions()));
        Map<String, List<Long>> nanos = decide(List.of(bare, approved), settings.decisions());

        nanos.forEach((side, each) -> say("%s: %s".formatted(side, Percentiles.ofNanos(each))));

        Map<String, List<DecisionReport.Memory>> memory = new LinkedHashMap<>();
        List<Percentiles> apiList = new ArrayList<>();
        List<Percentiles> pageList = new ArrayList<>();
        double rate = 0;
        if (settings.waiting() > 0) {
            look(product, approved, memory, apiList, pageList);
            say("Asking for %,d more that wait".formatted(settings.waiting()));
            rate = ask(approved, settings.waiting());
            postgres.awaitWaiting(settings.waiting());
            look(product, approved, memory, apiList, pageList);
        }
        return new DecisionReport(
                at,
                Machine.here(postgres),
                settings.decisions(),
                Percentiles.ofNanos(nanos.getOrDefault("bare", List.of())),
                Percentiles.ofNanos(nanos.getOrDefault("product", List.of())),
                settings.waiting(),
                rate,
                memory,
                apiList,
                pageList);
    }

    /** All wait before the first is decided; then one of each in turns, the order changing, so that drift strikes both. */
    private static Map<String, List<Long>> decide(List<? extends Decided> sides, int times)
            throws IOException, SQLException, InterruptedException {
        Map<String, List<String>> waiting = new HashMap<>();
        for (Decided side : sides) {
            List<String> subjects = new ArrayList<>();
            for (int time = 0; time < times; time++) {
                subjects.add(side.ask());
            }
            waiting.put(side.name(), subjects);
        }
        Map<String, List<Long>> nanos = new HashMap<>();
        for (int time = 0; time < times; time++) {
            for (Decided side : time % 2 == 0 ? sides : sides.reversed()) {
                String subject = waiting.getOrDefault(side.name(), List.of()).get(time);
                long begin = System.nanoTime();
                side.decide(subject);
                side.awaitWrite(subject);
                nanos.computeIfAbsent(side.name(), name -> new ArrayList<>()).add(System.nanoTime() - begin);
            }
        }
        return nanos;
    }

    private static void look(
            ProductSide product,
            ApprovedSide approved,
            Map<String, List<DecisionReport.Memory>> memory,
            List<Percentiles> apiList,
            List<Percentiles> pageList)
            throws IOException, InterruptedException {
        apiList.add(approved.apiList(LISTINGS));
        pageList.add(approved.pageList(LISTINGS));
        for (Map.Entry<String, ProcessTree> program : product.programs().entrySet()) {
            double live = program.getValue().liveHeapMegabytes();
            memory.computeIfAbsent(program.getKey(), name -> new ArrayList<>())
                    .add(new DecisionReport.Memory(program.getValue().residentMegabytes(), live));
        }
    }

    /** @return how many a second */
    private static double ask(ApprovedSide approved, int many) throws InterruptedException {
        AtomicInteger left = new AtomicInteger(many);
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        CountDownLatch done = new CountDownLatch(ASKERS);
        long begin = System.nanoTime();
        for (int asker = 0; asker < ASKERS; asker++) {
            Thread.ofVirtual().start(() -> {
                try {
                    while (left.getAndDecrement() > 0 && failure.get() == null) {
                        approved.leaveWaiting();
                    }
                } catch (IOException | InterruptedException | RuntimeException e) {
                    failure.set(e);
                } finally {
                    done.countDown();
                }
            });
        }
        done.await();
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("Asking went wrong: " + failed.getMessage(), failed);
        }
        return many / ((System.nanoTime() - begin) / 1e9);
    }

    private static void say(String line) {
        System.err.println(line);
    }
}
