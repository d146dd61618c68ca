package dev.handrail.simulator.hubspot;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Short ways to build and read JSON. */
final class Json {

    private Json() {}

    static ObjectNode object() {
        return JsonMapper.shared().createObjectNode();
    }

    static ArrayNode array(Iterable<? extends JsonNode> items) {
        ArrayNode array = JsonMapper.shared().createArrayNode();
        items.forEach(array::add);
        return array;
    }

    static ArrayNode strings(Iterable<String> items) {
        ArrayNode array = JsonMapper.shared().createArrayNode();
        items.forEach(array::add);
        return array;
    }

    static ObjectNode results(Iterable<? extends JsonNode> items) {
        ObjectNode body = object();
        body.set("results", array(items));
        return body;
    }

    static List<String> strings(JsonNode array) {
        var items = new ArrayList<String>();
        for (JsonNode item : array) items.add(item.asString(""));
        return items;
    }
}
