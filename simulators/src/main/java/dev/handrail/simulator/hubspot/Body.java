package dev.handrail.simulator.hubspot;

import dev.handrail.simulator.http.Request;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A JSON object that a client sent. What is missing or of the wrong kind is refused in HubSpot's words. */
record Body(ObjectNode json) {

    static final int LARGEST_BATCH = 100;

    static Body of(Request request) {
        return of(read(request));
    }

    static Body of(JsonNode node) {
        if (node instanceof ObjectNode object) return new Body(object);
        throw HubSpotError.invalidJson("An object was expected");
    }

    /** Whatever JSON was sent; some calls take a list. */
    static JsonNode read(Request request) {
        try {
            return JsonMapper.shared().readTree(request.body());
        } catch (JacksonException e) {
            throw HubSpotError.invalidJson(e.getOriginalMessage());
        }
    }

    String required(String name) {
        return text(name).orElseThrow(() -> HubSpotError.missing(name));
    }

    Optional<String> text(String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) return Optional.empty();
        if (value.isContainer()) throw HubSpotError.invalidJson("Cannot deserialize value of type String for " + name);
        return Optional.of(value.asString());
    }

    boolean flag(String name) {
        return json.path(name).asBoolean(false);
    }

    int number(String name, int otherwise) {
        Optional<String> value = text(name);
        try {
            return value.map(Integer::parseInt).orElse(otherwise);
        } catch (NumberFormatException e) {
            throw HubSpotError.invalidJson("Cannot deserialize value of type int from String \"" + value.get()
                    + "\": not a valid int value for " + name);
        }
    }

    List<String> list(String name) {
        return Json.strings(json.path(name));
    }

    List<Body> objects(String name) {
        var items = new ArrayList<Body>();
        for (JsonNode item : json.path(name)) items.add(of(item));
        return items;
    }

    Body object(String name) {
        if (!json.path(name).isObject()) throw HubSpotError.missing(name);
        return of(json.path(name));
    }

    /** The {@code inputs} of a batch: at least one, at most 100. */
    List<Body> inputs() {
        if (!json.path("inputs").isArray()) throw HubSpotError.missing("inputs");
        List<Body> inputs = objects("inputs");
        if (inputs.size() > LARGEST_BATCH) {
            throw HubSpotError.invalid("The maximum number of inputs supported in a batch request is " + LARGEST_BATCH
                    + ". Received: " + inputs.size());
        }
        return inputs;
    }

    /** The inputs, provided that no two of them are about the same thing. */
    List<Body> distinctInputs(Function<Body, String> identity) {
        List<Body> inputs = inputs();
        Set<String> seen = new HashSet<>();
        Set<String> repeated = new LinkedHashSet<>();
        for (Body input : inputs) {
            String id = identity.apply(input);
            if (!seen.add(id)) repeated.add(id);
        }
        if (repeated.isEmpty()) return inputs;
        throw HubSpotError.invalid("Duplicate IDs found in batch input: " + repeated + ". IDs must be unique");
    }
}
