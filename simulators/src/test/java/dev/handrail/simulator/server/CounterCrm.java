package dev.handrail.simulator.server;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.http.Request;
import dev.handrail.simulator.ledger.Action;
import dev.handrail.simulator.ledger.Effects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A CRM that keeps the texts that are posted to it. */
final class CounterCrm implements Crm {

    private final List<String> texts = new ArrayList<>();
    private boolean full;

    CounterCrm(SimulatorClock clock) {}

    @Override
    public String accessToken() {
        return "token";
    }

    @Override
    public Answer answer(Request request, Effects effects) {
        if (request.path().equals("/defect")) {
            effects.add(Action.CREATED, "Text", "x", null);
            throw new IllegalStateException("A defect, for a test");
        }
        if (full) return Answer.json(429, Map.of("error", "full"));
        if (request.method().equals("POST")) {
            texts.add(request.text());
            effects.add(Action.CREATED, "Text", String.valueOf(texts.size()), request.text());
        }
        return Answer.json(200, Map.of("count", texts.size(), "last", texts.isEmpty() ? "" : texts.getLast()));
    }

    @Override
    public Answer failure(int status) {
        return Answer.json(status, Map.of("error", "broken"));
    }

    @Override
    public Records records() {
        return new Records() {
            @Override
            public Map<String, Integer> counts() {
                return Map.of("Text", texts.size());
            }

            @Override
            public List<ObjectNode> all(String type) {
                return texts.stream().map(this::shown).toList();
            }

            private ObjectNode shown(String text) {
                return JsonMapper.shared().createObjectNode().put("text", text);
            }

            @Override
            public ObjectNode seed(String type, ObjectNode fields) {
                if (!type.equals("Text")) throw new IllegalArgumentException("There is no type " + type);
                texts.add(fields.path("text").asString());
                return shown(texts.getLast());
            }

            @Override
            public ObjectNode edit(String type, String id, ObjectNode fields) {
                texts.set(Integer.parseInt(id), fields.path("text").asString());
                return shown(texts.get(Integer.parseInt(id)));
            }

            @Override
            public void delete(String type, String id) {
                texts.remove(Integer.parseInt(id));
            }
        };
    }

    @Override
    public ObjectNode quota() {
        return JsonMapper.shared().createObjectNode().put("full", full);
    }

    @Override
    public void setQuota(JsonNode changes) {
        full = changes.path("full").asBoolean();
    }

    @Override
    public void reset() {
        texts.clear();
        full = false;
    }
}
