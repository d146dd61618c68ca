package dev.handrail.salesforce;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Queries and searches that travel as one request. Unlike a {@link Composite} it takes searches, but each part counts as
 * a call, and its answers do not say what they answer.
 */
final class Batch {

    /** Salesforce's limit. */
    private static final int MOST = 25;

    private final String version;
    private final List<String> names = new ArrayList<>();
    private final List<Map<String, String>> parts = new ArrayList<>();

    Batch(String apiVersion) {
        this.version = apiVersion;
    }

    Batch query(String name, Soql soql) {
        return part(name, "/query", soql.toString());
    }

    Batch search(String name, Sosl sosl) {
        return part(name, "/search", sosl.toString());
    }

    boolean isFull() {
        return parts.size() == MOST;
    }

    Map<String, Object> body() {
        return Map.of("haltOnError", false, "batchRequests", parts);
    }

    /** By the parts' names; empty when these are not as many answers as there are parts. */
    Map<String, Answer> answers(Row response) {
        List<Row> results = response.rows("results");
        Map<String, Answer> answers = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(names.size(), results.size()); i++) {
            if (results.get(i).get("statusCode") instanceof Number status) {
                answers.put(
                        names.get(i),
                        new Answer(status.intValue(), results.get(i).get("result")));
            }
        }
        return answers.size() == results.size() && answers.size() == names.size() ? answers : Map.of();
    }

    private Batch part(String name, String resource, String q) {
        if (isFull()) {
            throw new IllegalStateException("Salesforce takes %d parts in one request".formatted(MOST));
        }
        names.add(name);
        parts.add(Map.of(
                "method", "GET", "url", version + resource + "?q=" + URLEncoder.encode(q, StandardCharsets.UTF_8)));
        return this;
    }
}
