package dev.handrail.simulator.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.http.Request;
import dev.handrail.simulator.ledger.Effects;
import dev.handrail.simulator.ledger.Ledger;
import dev.handrail.simulator.server.SimulatorClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A simulated account without a server before it, its clock stopped. JSON is written with single quotes. */
final class Account {

    static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    final SimulatorClock clock = new SimulatorClock();
    final HubSpot hubspot;
    final Ledger ledger = new Ledger();
    String token;

    Account() {
        clock.set(START);
        clock.stop();
        hubspot = new HubSpot(clock);
        token = hubspot.accessToken();
        allow("{'perTenSeconds': 100000, 'searchesPerSecond': 100000}");
    }

    void allow(String limits) {
        hubspot.setQuota(json(limits));
    }

    Answer send(String method, String target, String body) {
        return send(method, target, body, Map.of("Content-Type", List.of("application/json")));
    }

    Answer send(String method, String target, String body, Map<String, List<String>> headers) {
        var all = new HashMap<>(headers);
        all.put("Authorization", List.of("Bearer " + token));
        var request = Request.of(
                method,
                target,
                all,
                body.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
                "http://hubspot.example");
        var effects = new Effects();
        Answer answer = hubspot.answer(request, effects);
        ledger.add(clock.instant(), request, answer.status(), null, effects);
        return answer;
    }

    /** The answer's body, of a call that must have this status. */
    JsonNode call(int status, String method, String target, String body) {
        Answer answer = send(method, target, body);
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        assertThat(answer.status()).as(text).isEqualTo(status);
        return text.isEmpty()
                ? JsonMapper.shared().missingNode()
                : JsonMapper.shared().readTree(text);
    }

    JsonNode get(String target) {
        return call(200, "GET", target, "");
    }

    /** Id of a new record. */
    String create(String type, String properties) {
        return call(201, "POST", "/crm/v3/objects/" + type, "{'properties': " + properties + "}")
                .path("id")
                .asString();
    }

    JsonNode search(String type, String body) {
        return call(200, "POST", "/crm/v3/objects/" + type + "/search", body);
    }

    void letSearchCatchUp() {
        clock.advance(Portal.INDEXING_DELAY);
    }

    void defineUniqueProperty(String type, String name) {
        String group = get("/crm/v3/properties/" + type + "/groups")
                .at("/results/0/name")
                .asString();
        call(
                201,
                "POST",
                "/crm/v3/properties/" + type,
                "{'name': '%s', 'label': 'Key', 'type': 'string', 'fieldType': 'text', 'groupName': '%s', 'hasUniqueValue': true}"
                        .formatted(name, group));
    }

    static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text.replace('\'', '"'));
    }

    static List<String> texts(JsonNode array, String pointer) {
        return array.valueStream().map(each -> each.at(pointer).asString("")).toList();
    }
}
