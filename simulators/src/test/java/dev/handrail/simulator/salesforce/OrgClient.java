package dev.handrail.simulator.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.http.Request;
import dev.handrail.simulator.http.Router;
import dev.handrail.simulator.ledger.Effects;
import dev.handrail.simulator.ledger.Entry;
import dev.handrail.simulator.ledger.Ledger;
import dev.handrail.simulator.server.SimulatorClock;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An org without a network between, whose clock stands still. */
final class OrgClient {

    static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    static final String DATA = "/services/data/v66.0";

    final SimulatorClock clock = new SimulatorClock();
    final Salesforce salesforce;
    private final Ledger ledger = new Ledger();
    private final Router admin = new Router();
    private final Map<String, String> headers = new HashMap<>();

    OrgClient() {
        clock.stop();
        clock.set(START);
        salesforce = new Salesforce(clock);
        salesforce.addAdminRoutes(admin);
        headers.put("Authorization", "Bearer " + salesforce.accessToken());
    }

    OrgClient with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    OrgClient without(String header) {
        headers.remove(header);
        return this;
    }

    /** @param path after the version, or from the root when it begins with a slash */
    Answer ask(String method, String path, String body) {
        var request = Request.of(
                method,
                path.startsWith("/") ? path : DATA + "/" + path,
                headers.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, each -> List.of(each.getValue()))),
                body.getBytes(StandardCharsets.UTF_8),
                "https://127.0.0.1:8443");
        var effects = new Effects();
        Answer answer = salesforce.answer(request, effects);
        ledger.add(clock.instant(), request, answer.status(), null, effects);
        return answer;
    }

    Answer get(String path) {
        return ask("GET", path, "");
    }

    /** The id of a new record. */
    String create(String type, String fields) {
        Answer answer = ask("POST", "sobjects/" + type, fields);
        assertThat(answer.status()).as(text(answer)).isEqualTo(201);
        return json(answer).path("id").asString();
    }

    JsonNode read(String type, String id) {
        Answer answer = get("sobjects/" + type + "/" + id);
        assertThat(answer.status()).as(text(answer)).isEqualTo(200);
        return json(answer);
    }

    Answer query(String soql) {
        return get("query?q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8));
    }

    /** The records that a query finds. */
    JsonNode found(String soql) {
        Answer answer = query(soql);
        assertThat(answer.status()).as(text(answer)).isEqualTo(200);
        return json(answer).path("records");
    }

    Answer setUp(String method, String path, String body) {
        return admin.answer(Request.of(
                        method, path, Map.of(), body.getBytes(StandardCharsets.UTF_8), "https://127.0.0.1:8443"))
                .orElseThrow();
    }

    /** What requests did to records so far. */
    List<Entry.Effect> effects() {
        return ledger.effects();
    }

    static JsonNode json(Answer answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** Code of a refusal, with its status before it. */
    static String refusal(Answer answer) {
        return answer.status() + " " + json(answer).path(0).path("errorCode").asString("");
    }
}
