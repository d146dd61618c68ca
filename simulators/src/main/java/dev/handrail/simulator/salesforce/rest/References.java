package dev.handrail.simulator.salesforce.rest;

import dev.handrail.simulator.salesforce.data.Refusal;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Results of earlier parts of a composite request, for {@code @{name.field}} in later ones. */
final class References {

    private static final Pattern REFERENCE = Pattern.compile("@\\{([A-Za-z][A-Za-z0-9_]*)((?:\\.\\w+|\\[\\d+])+)}");
    private static final Pattern STEP = Pattern.compile("\\.(\\w+)|\\[(\\d+)]");

    private final Map<String, JsonNode> results = new HashMap<>();

    void put(String name, @Nullable JsonNode result) {
        if (result != null) results.put(name, result);
    }

    String fill(String text) {
        Matcher matcher = REFERENCE.matcher(text);
        var filled = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value(matcher.group(1), matcher.group(2))));
        }
        matcher.appendTail(filled);
        return filled.toString();
    }

    JsonNode fill(JsonNode node) {
        if (node.isString()) return JsonMapper.shared().getNodeFactory().stringNode(fill(node.asString()));
        if (node instanceof ObjectNode object) {
            ObjectNode filled = JsonMapper.shared().createObjectNode();
            object.properties().forEach(member -> filled.set(member.getKey(), fill(member.getValue())));
            return filled;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode filled = JsonMapper.shared().createArrayNode();
            array.forEach(element -> filled.add(fill(element)));
            return filled;
        }
        return node;
    }

    private String value(String name, String path) {
        JsonNode at = results.get(name);
        if (at == null) throw halted("Invalid reference specified. No value for " + name + path + " found in " + name);
        Matcher step = STEP.matcher(path);
        while (step.find()) {
            at = step.group(1) != null ? at.path(step.group(1)) : at.path(Integer.parseInt(step.group(2)));
        }
        if (!at.isValueNode() || at.isNull()) {
            throw halted("Invalid reference specified. No value for " + name + path + " found in " + name);
        }
        return at.asString();
    }

    static Refusal halted(String message) {
        return Refusal.of("PROCESSING_HALTED", message);
    }
}
