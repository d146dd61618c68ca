package dev.handrail.simulator.salesforce;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.http.Request;
import dev.handrail.simulator.ledger.Effects;
import dev.handrail.simulator.server.Crm;
import dev.handrail.simulator.server.Records;
import dev.handrail.simulator.server.SimulatorClock;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Salesforce with its state in memory. */
public final class Salesforce implements Crm {

    public Salesforce(SimulatorClock clock) {}

    @Override
    public String accessToken() {
        return "00D000000000001!token";
    }

    @Override
    public Answer answer(Request request, Effects effects) {
        return failure(404);
    }

    @Override
    public Answer failure(int status) {
        return Answer.json(
                status, List.of(Map.of("message", "An unexpected error occurred.", "errorCode", "UNKNOWN_EXCEPTION")));
    }

    @Override
    public Records records() {
        return new Records() {
            @Override
            public Map<String, Integer> counts() {
                return Map.of();
            }

            @Override
            public List<ObjectNode> all(String type) {
                return List.of();
            }

            @Override
            public ObjectNode seed(String type, ObjectNode fields) {
                return fields;
            }

            @Override
            public ObjectNode edit(String type, String id, ObjectNode fields) {
                return fields;
            }

            @Override
            public void delete(String type, String id) {}
        };
    }

    @Override
    public ObjectNode quota() {
        return JsonMapper.shared().createObjectNode();
    }

    @Override
    public void setQuota(JsonNode changes) {}

    @Override
    public void reset() {}
}
