package dev.handrail.cli.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * How the leads of a run stand.
 *
 * @param byResult leads with each result, the most first
 */
record Tally(int submitted, Map<String, Integer> byResult) {

    private static final Set<String> UNDER_WAY = Set.of("RUNNING", "WAITING_FOR_AUTHORIZATION", "RATE_LIMITED");

    static Tally of(int submitted, JsonNode summary) {
        Map<String, Integer> counts = new TreeMap<>();
        summary.path("byResult")
                .properties()
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue().asInt()));
        Map<String, Integer> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return new Tally(submitted, sorted);
    }

    int finished() {
        return byResult.entrySet().stream()
                .filter(entry -> !UNDER_WAY.contains(entry.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    boolean isDone() {
        return finished() >= submitted;
    }
}
