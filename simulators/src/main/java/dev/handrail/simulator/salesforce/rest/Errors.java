package dev.handrail.simulator.salesforce.rest;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.salesforce.data.Refusal;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Refusals as the REST resources say them. */
public final class Errors {

    private static final Set<String> WITHOUT_FIELDS = Set.of(
            "MALFORMED_QUERY",
            "MALFORMED_SEARCH",
            "INVALID_TYPE",
            "INVALID_FIELD",
            "JSON_PARSER_ERROR",
            "INVALID_QUERY_LOCATOR",
            "INVALID_QUERY_FILTER_OPERATOR",
            "MISSING_ARGUMENT");

    private Errors() {}

    public static Answer answer(Refusal refusal) {
        return Answer.json(refusal.status(), body(refusal));
    }

    static ArrayNode body(Refusal refusal) {
        ArrayNode body = JsonMapper.shared().createArrayNode();
        ObjectNode error = body.addObject();
        if (refusal.duplicates() != null) error.set("duplicateResult", refusal.duplicates());
        error.put("message", refusal.getMessage());
        error.put("errorCode", refusal.code());
        if (refusal.status() == 400 && refusal.duplicates() == null && !WITHOUT_FIELDS.contains(refusal.code())) {
            refusal.fields().forEach(error.putArray("fields")::add);
        }
        return body;
    }

    /** As it stands in the result of one of several records. */
    static ObjectNode ofRecord(Refusal refusal) {
        ObjectNode error = JsonMapper.shared().createObjectNode();
        error.put("statusCode", refusal.code());
        error.put("message", refusal.getMessage());
        refusal.fields().forEach(error.putArray("fields")::add);
        return error;
    }
}
