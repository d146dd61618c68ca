package dev.handrail.simulator.hubspot;

import dev.handrail.simulator.http.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How often a client may call. The figures are those that HubSpot publishes for private apps of its smaller plans; of
 * searches its documents have allowed 4 and 5 a second, this keeps the smaller one.
 */
final class Limits {

    /** A limit that was met. */
    enum Policy {
        SECONDLY("secondly"),
        TEN_SECONDLY_ROLLING("ten_secondly_rolling"),
        DAILY("daily");

        private final String inMessage;

        Policy(String inMessage) {
            this.inMessage = inMessage;
        }
    }

    static final ZoneId ACCOUNT_ZONE = ZoneId.of("America/New_York");
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration SEARCH_INTERVAL = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final Deque<Instant> calls = new ArrayDeque<>();
    private final Deque<Instant> searches = new ArrayDeque<>();
    private int perTenSeconds = 100;
    private int perDay = 250_000;
    private int searchesPerSecond = 4;
    private Instant dayEnds = Instant.MIN;
    private int today;

    Limits(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Counts a call. Searches have a limit of their own in place of that of ten seconds.
     *
     * @param daily whether the daily limit counts for the caller
     * @throws Refused when one is used up; such a call is not counted
     */
    void take(boolean search, boolean daily) {
        Instant now = clock.instant();
        startDay(now);
        if (daily && today >= perDay) throw new Refused(refused(Policy.DAILY, Duration.between(now, dayEnds)));
        if (search) take(searches, SEARCH_INTERVAL, searchesPerSecond, Policy.SECONDLY, now);
        else take(calls, INTERVAL, perTenSeconds, Policy.TEN_SECONDLY_ROLLING, now);
        if (daily) today++;
    }

    /** Says on the answer what is left; HubSpot does not say it of searches. */
    Answer withHeaders(Answer answer, boolean search, boolean daily) {
        if (search) return answer;
        forget(calls, INTERVAL, clock.instant());
        Answer said = answer.with("X-HubSpot-RateLimit-Max", String.valueOf(perTenSeconds))
                .with("X-HubSpot-RateLimit-Remaining", String.valueOf(Math.max(0, perTenSeconds - calls.size())))
                .with("X-HubSpot-RateLimit-Interval-Milliseconds", String.valueOf(INTERVAL.toMillis()));
        if (!daily) return said;
        return said.with("X-HubSpot-RateLimit-Daily", String.valueOf(perDay))
                .with("X-HubSpot-RateLimit-Daily-Remaining", String.valueOf(Math.max(0, perDay - today)));
    }

    static Answer refused(Policy policy, Duration wait) {
        ObjectNode body = Json.object();
        body.put("status", "error")
                .put("message", "You have reached your " + policy.inMessage + " limit.")
                .put("errorType", "RATE_LIMIT")
                .put("category", "RATE_LIMITS")
                .put("correlationId", UUID.randomUUID().toString())
                .put("requestId", UUID.randomUUID().toString())
                .put("policyName", policy.name())
                .put("groupName", "publicapi:private-app-" + policy.inMessage.replace('_', '-') + ":" + Portal.ID);
        long seconds = Math.max(1, (wait.toMillis() + 999) / 1000);
        return Answer.json(429, body).with("Retry-After", String.valueOf(seconds));
    }

    /** As {@code account-info} tells it. */
    ObjectNode dailyUsage() {
        Instant now = clock.instant();
        startDay(now);
        return Json.object()
                .put("name", "private-apps-api-calls-daily")
                .put("usageLimit", perDay)
                .put("currentUsage", today)
                .put("collectedAt", now.toString())
                .put("fetchStatus", "SUCCESS")
                .put("resetsAt", dayEnds.toString());
    }

    ObjectNode json() {
        Instant now = clock.instant();
        startDay(now);
        forget(calls, INTERVAL, now);
        forget(searches, SEARCH_INTERVAL, now);
        ObjectNode json = Json.object();
        json.put("perTenSeconds", perTenSeconds).put("usedOfTenSeconds", calls.size());
        json.put("perDay", perDay).put("usedToday", today);
        return json.put("searchesPerSecond", searchesPerSecond).put("usedSearches", searches.size());
    }

    /** Takes {@code perTenSeconds}, {@code perDay}, {@code searchesPerSecond} and {@code usedToday}. */
    void set(JsonNode changes) {
        Set<String> known = Set.of("perTenSeconds", "perDay", "searchesPerSecond", "usedToday");
        changes.forEachEntry((name, value) -> {
            if (!known.contains(name)) throw new IllegalArgumentException(name + " is not one of " + known);
            if (!value.isInt() || value.asInt() < 0)
                throw new IllegalArgumentException(name + " is a number from 0 on");
        });
        perTenSeconds = changes.path("perTenSeconds").asInt(perTenSeconds);
        perDay = changes.path("perDay").asInt(perDay);
        searchesPerSecond = changes.path("searchesPerSecond").asInt(searchesPerSecond);
        startDay(clock.instant());
        today = changes.path("usedToday").asInt(today);
    }

    private void take(Deque<Instant> taken, Duration interval, int limit, Policy policy, Instant now) {
        forget(taken, interval, now);
        if (taken.size() >= limit) {
            Instant oldest = taken.isEmpty() ? now : taken.getFirst();
            throw new Refused(refused(policy, Duration.between(now, oldest.plus(interval))));
        }
        taken.addLast(now);
    }

    /** A call stays counted for the whole interval, unless the clock was set back to before it. */
    private static void forget(Deque<Instant> taken, Duration interval, Instant now) {
        if (!taken.isEmpty() && taken.getLast().isAfter(now)) taken.clear();
        while (!taken.isEmpty() && !taken.getFirst().plus(interval).isAfter(now)) taken.removeFirst();
    }

    private void startDay(Instant now) {
        ZonedDateTime there = now.atZone(ACCOUNT_ZONE);
        Instant ends = there.truncatedTo(ChronoUnit.DAYS).plusDays(1).toInstant();
        if (ends.equals(dayEnds)) return;
        dayEnds = ends;
        today = 0;
    }
}
