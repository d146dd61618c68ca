package dev.handrail.salesforce;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Several requests that travel as one and run one after the other. Each part's name is used only once in the life of
 * the process, so that an answer that belongs to another request is noticed.
 */
final class Composite {

    static final String DUPLICATES_HEADER = "Sforce-Duplicate-Rule-Header";
    static final String SAVE_DUPLICATES = "allowSave=true";

    private static final AtomicLong SEQUENCE = new AtomicLong();
    private static final String REFERENCE = "@{";

    /** Salesforce's limit for queries in one request; of all parts it takes 25. */
    static final int MOST_QUERIES = 5;

    private final String base;
    private final boolean allOrNone;
    private final String suffix = "_" + Long.toString(SEQUENCE.incrementAndGet(), Character.MAX_RADIX);
    private final List<Map<String, Object>> parts = new ArrayList<>();
    private boolean writes;
    private boolean insists;
    private int queries;

    /** @param allOrNone whether a part that fails takes back the others */
    Composite(String apiVersion, boolean allOrNone) {
        this.base = "/services/data/" + apiVersion;
        this.allOrNone = allOrNone;
    }

    /** Whether records are written though a duplicate rule finds others like them, where it leaves that open. */
    Composite insisting(boolean whether) {
        insists = whether;
        return this;
    }

    /** Whether Salesforce would take something in these values for a reference to another part. */
    static boolean wouldBeMisread(Map<String, ? extends @Nullable Object> body) {
        return body.values().stream().anyMatch(value -> value instanceof String text && text.contains(REFERENCE));
    }

    Composite query(String name, Soql soql) {
        return query(name, "/query", soql);
    }

    /** Finds what is in the recycle bin as well. */
    Composite queryAll(String name, Soql soql) {
        return query(name, "/queryAll", soql);
    }

    private Composite query(String name, String resource, Soql soql) {
        if (++queries > MOST_QUERIES) {
            throw new IllegalStateException("Salesforce takes %d queries in one request".formatted(MOST_QUERIES));
        }
        return part(name, "GET", resource + "?q=" + encoded(soql), null);
    }

    Composite read(String name, SalesforceObject object, String id) {
        return part(name, "GET", path(object, id) + "?fields=" + String.join(",", object.selected()), null);
    }

    Composite insert(String name, SalesforceObject object, Map<String, ? extends @Nullable Object> body) {
        return part(name, "POST", "/sobjects/" + object.name(), body);
    }

    Composite change(String name, SalesforceObject object, String id, Map<String, ? extends @Nullable Object> body) {
        return part(name, "PATCH", path(object, id), body);
    }

    Composite delete(String name, SalesforceObject object, String id) {
        return part(name, "DELETE", path(object, id), null);
    }

    /** The id of the first record that an earlier query finds; a part with it is not run when there is none. */
    String firstOf(String query) {
        return REFERENCE + query + suffix + ".records[0].Id}";
    }

    /** The id of a record that an earlier part makes. */
    String made(String insert) {
        return REFERENCE + insert + suffix + ".id}";
    }

    boolean writes() {
        return writes;
    }

    Map<String, Object> body() {
        return Map.of("allOrNone", allOrNone, "compositeRequest", parts);
    }

    /** By the parts' names; empty when these are not the answers to this request. */
    Map<String, Answer> answers(Row response) {
        Map<String, Answer> answers = new HashMap<>();
        for (Row part : response.rows("compositeResponse")) {
            String reference = part.text("referenceId").orElse("");
            if (!reference.endsWith(suffix) || !(part.get("httpStatusCode") instanceof Number status)) {
                return Map.of();
            }
            answers.put(
                    reference.substring(0, reference.length() - suffix.length()),
                    new Answer(status.intValue(), part.get("body")));
        }
        return answers.size() == parts.size() ? answers : Map.of();
    }

    private Composite part(
            String name, String method, String path, @Nullable Map<String, ? extends @Nullable Object> body) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("method", method);
        part.put("url", base + path);
        part.put("referenceId", name + suffix);
        if (body != null) {
            part.put("body", body);
        }
        if (body != null && insists) {
            part.put("httpHeaders", Map.of(DUPLICATES_HEADER, SAVE_DUPLICATES));
        }
        writes |= !method.equals("GET");
        parts.add(part);
        return this;
    }

    private static String path(SalesforceObject object, String id) {
        return "/sobjects/" + object.name() + "/" + id;
    }

    private static String encoded(Soql soql) {
        return URLEncoder.encode(soql.toString(), StandardCharsets.UTF_8);
    }
}
