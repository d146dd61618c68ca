package dev.handrail.simulator.salesforce.rest;

import dev.handrail.simulator.http.Request;
import dev.handrail.simulator.http.Router.Call;
import dev.handrail.simulator.salesforce.data.Refusal;
import dev.handrail.simulator.salesforce.data.Unit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The request that is being answered, whole or as a part of a composite one. */
record Visit(Call call, Unit unit) {

    /** Of the thread that answers. */
    static final ScopedValue<Unit> UNIT = ScopedValue.newInstance();

    static Visit of(Call call) {
        return new Visit(call, UNIT.get());
    }

    Request request() {
        return call.request();
    }

    String variable(String name) {
        return call.variable(name);
    }

    /** Such as {@code v66.0}. */
    String version() {
        return variable("version");
    }

    int majorVersion() {
        return Integer.parseInt(version().substring(1, version().indexOf('.')));
    }

    String path(String rest) {
        return "/services/data/" + version() + "/" + rest;
    }

    ObjectNode object() {
        return object(request().json());
    }

    static ObjectNode object(JsonNode node) {
        if (node instanceof ObjectNode object) return object;
        throw Refusal.of("JSON_PARSER_ERROR", "A JSON object is expected here at [line:1, column:1]");
    }

    static ArrayNode array(JsonNode node, String name) {
        if (node instanceof ArrayNode array) return array;
        throw Refusal.of("JSON_PARSER_ERROR", "A JSON array is expected in " + name + " at [line:1, column:1]");
    }

    String required(String parameter) {
        return request()
                .query(parameter)
                .orElseThrow(() -> Refusal.of("MISSING_ARGUMENT", "A " + parameter + " parameter is needed"));
    }
}
