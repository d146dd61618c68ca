package dev.handrail.cli.demo;

import dev.handrail.cli.Api;
import dev.handrail.cli.Failure;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

    /** A sentence for each line that was refused. */
    List<String> submit() {
        List<String> refusals = new ArrayList<>();
        List<byte[]> lines = leads.stream()
                .map(lead -> (lead.json() + "\n").getBytes(StandardCharsets.UTF_8))
                .toList();
        try (Stream<String> answers = api.postLines("/api/leads", lines)) {
            answers.filter(line -> !line.isBlank()).map(Api::parse).forEach(answer -> {
                if (answer.path("status").asInt(0) >= 300) {
                    refusals.add("line %d: %s"
                            .formatted(
                                    answer.path("line").asInt(),
                                    answer.path("detail")
                                            .asString(answer.path("code").asString("refused"))));
                }
            });
        } catch (UncheckedIOException e) {
            throw new Failure("The connection broke while the leads were sent; run it again", e);
        }
        return refusals;
    }

    /** Shows the progress until every lead is finished. */
    Tally watch() throws InterruptedException {
        Tally tally = tally();
        long lastChange = System.nanoTime();
        screen.show(tally, elapsed());
        while (!tally.isDone()) {
            if (System.nanoTime() - lastChange > PATIENCE.toNanos()) {
                throw new Failure(
                        "Nothing has finished for %d seconds. Look at %s/health, and for leads that wait at: ./handrail leads --status RUNNING"
                                .formatted(PATIENCE.toSeconds(), api.target().url()));
            }
            Thread.sleep(POLL);
            Tally next = tally();
            if (next.finished() != tally.finished()) {
                lastChange = System.nanoTime();
            }
            tally = next;
            screen.show(tally, elapsed());
        }
        return tally;
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
