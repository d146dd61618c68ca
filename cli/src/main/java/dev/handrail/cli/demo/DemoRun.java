package dev.handrail.cli.demo;

import dev.handrail.cli.Api;
import dev.handrail.cli.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;

/** Sends the leads, watches them to their end and compares each outcome with the expected one. */
final class DemoRun {

    private static final Duration POLL = Duration.ofMillis(400);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PAGE = 100;

    private final Api api;
    private final String idPrefix;
    private final List<DemoLead> leads;
    private final Screen screen;
    private final long started = System.nanoTime();

    DemoRun(Api api, String idPrefix, List<DemoLead> leads, Screen screen) {
        this.api = api;
        this.idPrefix = idPrefix;
        this.leads = leads;
        this.screen = screen;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /**
     * Sends the leads and shows the progress until every one is finished.
     *
     * @return a sentence for each lead that was refused
     */
    List<String> sendAndWatch() throws InterruptedException {
        try (ExecutorService sender = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<String>> submission = sender.submit(new Submission(api, leads));
            Tally tally = tally();
            long lastChange = System.nanoTime();
            screen.show(tally, elapsed());
            while (!(submission.isDone() && (refused(submission) || tally.isDone()))) {
                if (System.nanoTime() - lastChange > PATIENCE.toNanos()) {
                    sender.shutdownNow();
                    throw stuck();
                }
                Thread.sleep(POLL);
                Tally next = tally();
                if (!next.equals(tally)) {
                    lastChange = System.nanoTime();
                }
                tally = next;
                screen.show(tally, elapsed());
            }
            return refusals(submission);
        }
    }

    /** A sentence for each lead that ended otherwise than expected. */
    List<String> surprises() {
        Map<String, JsonNode> outcomes = outcomes();
        List<String> surprises = new ArrayList<>();
        for (DemoLead lead : leads) {
            JsonNode outcome = outcomes.get(lead.leadId());
            if (outcome == null) {
                surprises.add("%s is not in the list of leads".formatted(lead.leadId()));
                continue;
            }
            String result = outcome.path("result").asString("");
            String grounding = outcome.path("grounding").path("status").asString("");
            if (!lead.expected().matches(result, grounding)) {
                surprises.add("%s: %s was expected, %s %s came: %s"
                        .formatted(lead.leadId(), lead.expected(), result, grounding, outcome.path("reasons")));
            }
        }
        return surprises;
    }

    private static boolean refused(Future<List<String>> submission) throws InterruptedException {
        return !refusals(submission).isEmpty();
    }

    private static List<String> refusals(Future<List<String>> submission) throws InterruptedException {
        try {
            return submission.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private Failure stuck() {
        return new Failure(
                "Nothing has happened for %d seconds. Look at %s/health, and for leads under way at: ./handrail leads --status RUNNING"
                        .formatted(PATIENCE.toSeconds(), api.target().url()));
    }

    private Tally tally() {
        return Tally.of(leads.size(), api.get("/api/leads/summary", Map.of("prefix", idPrefix)));
    }

    private Map<String, JsonNode> outcomes() {
        Map<String, JsonNode> outcomes = new HashMap<>();
        String cursor = "";
        do {
            JsonNode page = api.get("/api/leads", Map.of("cursor", cursor, "limit", Integer.toString(PAGE)));
            page.path("leads").forEach(lead -> {
                if (lead.path("leadId").asString("").startsWith(idPrefix)) {
                    outcomes.put(lead.path("leadId").asString(), lead);
                }
            });
            cursor = page.path("next").asString("");
        } while (!cursor.isEmpty() && outcomes.size() < leads.size());
        return outcomes;
    }
}
