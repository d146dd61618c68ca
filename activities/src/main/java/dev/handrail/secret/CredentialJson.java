package dev.handrail.secret;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads credentials from JSON, saying of what is wrong only where. */
final class CredentialJson {

    private static final JsonMapper JSON = JsonMapper.shared();

    private CredentialJson() {}

    /** @throws SourceAway when it is not a JSON object */
    static JsonNode object(String text, String what) {
        try {
            JsonNode node = JSON.readTree(text);
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            throw new SourceAway("%s is not JSON (line %d, column %d); correct it"
                    .formatted(
                            what, e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
        }
        throw new SourceAway("%s must be a JSON object such as {\"accessToken\": \"…\"}".formatted(what));
    }

    /** @throws SourceAway when a value is not a text */
    static Map<String, String> texts(JsonNode object, String what) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.forEachEntry((name, value) -> {
            if (!value.isString()) {
                throw new SourceAway("In %s each value must be a text in quotation marks".formatted(what));
            }
            texts.put(name, value.stringValue());
        });
        return texts;
    }
}
