package dev.handrail.simulator.salesforce;

import dev.handrail.simulator.salesforce.data.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How many calls the org may make in 24 hours. */
final class Quota {

    private static final int DAILY_CALLS = 15_000;
    private static final Duration WINDOW = Duration.ofHours(24);
    private static final Set<String> MEMBERS = Set.of("dailyCalls", "used", "refuseUntil");

    private final InstantSource clock;
    private Instant since;
    private Instant refuseUntil = Instant.MIN;
    private int limit = DAILY_CALLS;
    private int used;

    Quota(InstantSource clock) {
        this.clock = clock;
        since = clock.instant();
    }

    /** Counts a call, or refuses it. */
    void take() {
        renew();
        if (used >= limit || clock.instant().isBefore(refuseUntil)) {
            throw Refusal.of(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
        }
        used++;
    }

    /** Value of the header that tells clients. */
    String told() {
        return "api-usage=" + used + "/" + limit;
    }

    private void renew() {
        Instant now = clock.instant();
        if (Duration.between(since, now).compareTo(WINDOW) >= 0) {
            since = now;
            used = 0;
        }
    }

    ObjectNode show() {
        renew();
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("dailyCalls", limit);
        json.put("used", used);
        if (refuseUntil.isAfter(Instant.MIN)) json.put("refuseUntil", refuseUntil.toString());
        else json.putNull("refuseUntil");
        return json;
    }

    void change(JsonNode changes) {
        for (String name : changes.propertyNames()) {
            if (!MEMBERS.contains(name)) throw new IllegalArgumentException(name + " is not one of " + MEMBERS);
        }
        limit = changes.path("dailyCalls").asInt(limit);
        used = changes.path("used").asInt(used);
        if (changes.has("refuseUntil")) {
            JsonNode until = changes.path("refuseUntil");
            refuseUntil = until.isNull() ? Instant.MIN : Instant.parse(until.asString());
        }
    }

    /** Content of the limits resource. */
    Map<String, Object> limits() {
        var limits = new LinkedHashMap<String, Object>();
        limits.put("DailyApiRequests", limit(limit, limit - used));
        limits.put("DailyBulkApiBatches", limit(15_000, 15_000));
        limits.put("DailyAsyncApexExecutions", limit(250_000, 250_000));
        limits.put("DataStorageMB", limit(1_024, 1_023));
        limits.put("FileStorageMB", limit(1_024, 1_024));
        limits.put("HourlyTimeBasedWorkflow", limit(1_000, 1_000));
        limits.put("SingleEmail", limit(5_000, 5_000));
        limits.put("MassEmail", limit(5_000, 5_000));
        return limits;
    }

    private static Map<String, Integer> limit(int most, int left) {
        return Map.of("Max", most, "Remaining", Math.max(0, left));
    }
}
