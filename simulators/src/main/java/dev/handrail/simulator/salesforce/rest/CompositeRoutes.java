package dev.handrail.simulator.salesforce.rest;

import static dev.handrail.simulator.salesforce.rest.RecordRoutes.visited;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.http.Request;
import dev.handrail.simulator.http.Router;
import dev.handrail.simulator.salesforce.data.Refusal;
import dev.handrail.simulator.salesforce.data.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Several requests in one: composite and batch. */
final class CompositeRoutes {

    private static final int MOST = 25;
    private static final int MOST_QUERIES = 5;
    private static final Pattern QUERY_OR_COLLECTION =
            Pattern.compile("/services/data/[^/]+/(?:query|queryAll|composite/sobjects)\\b.*");
    private static final Pattern SEARCH = Pattern.compile("/services/data/[^/]+/(?:search|parameterizedSearch)\\b.*");
    private static final Pattern BATCHABLE =
            Pattern.compile("/services/data/v(\\d{2})\\.\\d/(?:query|queryAll|search|sobjects|limits)\\b.*");

    private final RestApi api;
    private final Runnable counting;

    CompositeRoutes(RestApi api, Runnable counting) {
        this.api = api;
        this.counting = counting;
    }

    void addTo(Router router) {
        router.on("POST", "/services/data/{version}/composite", visited(this::composite))
                .on("POST", "/services/data/{version}/composite/batch", visited(this::batch));
    }

    private Answer composite(Visit visit) {
        ObjectNode wanted = visit.object();
        ArrayNode parts = Visit.array(wanted.path("compositeRequest"), "compositeRequest");
        requireFew(parts);
        requireFewQueries(parts);
        requireNames(parts);
        boolean allOrNone = wanted.path("allOrNone").asBoolean(false);
        Unit.Mark start = visit.unit().mark();
        var references = new References();
        var answers = new ArrayList<Answer>();
        int failed = -1;
        for (JsonNode part : parts) {
            Answer answer = failed >= 0 && allOrNone ? halted() : part(visit, part, references);
            if (answer.status() >= 300 && failed < 0) failed = answers.size();
            references.put(part.path("referenceId").asString(), answer.status() < 300 ? content(answer) : null);
            answers.add(answer);
        }
        if (failed >= 0 && allOrNone) {
            visit.unit().backTo(start);
            for (int i = 0; i < failed; i++) answers.set(i, halted());
        }
        ObjectNode body = JsonMapper.shared().createObjectNode();
        ArrayNode responses = body.putArray("compositeResponse");
        for (int i = 0; i < answers.size(); i++) responses.add(response(parts.path(i), answers.get(i)));
        return Answer.json(200, body);
    }

    private static Answer halted() {
        return Errors.answer(References.halted(
                "The transaction was rolled back since another operation in the same transaction failed."));
    }

    private static void requireFew(ArrayNode parts) {
        if (parts.size() > MOST) {
            throw Refusal.of("LIMIT_EXCEEDED", "The limit of " + MOST + " subrequests has been exceeded.");
        }
    }

    private static void requireFewQueries(ArrayNode parts) {
        long queries = parts.valueStream()
                .filter(part -> QUERY_OR_COLLECTION
                        .matcher(part.path("url").asString(""))
                        .matches())
                .count();
        if (queries > MOST_QUERIES) {
            throw Refusal.of(
                    "LIMIT_EXCEEDED", "The limit of " + MOST_QUERIES + " query and collection operations is exceeded.");
        }
    }

    private static void requireNames(ArrayNode parts) {
        var names = new HashSet<String>();
        for (JsonNode part : parts) {
            String name = part.path("referenceId").asString("");
            if (name.isEmpty()) throw Refusal.of("JSON_PARSER_ERROR", "referenceId is required in each subrequest");
            if (!names.add(name)) throw Refusal.of("JSON_PARSER_ERROR", "Duplicate referenceId " + name);
        }
    }

    private Answer part(Visit visit, JsonNode part, References references) {
        try {
            String url = references.fill(part.path("url").asString(""));
            if (!url.startsWith("/services/data/")) {
                throw Refusal.of("INVALID_INPUT", "The url must begin with /services/data/");
            }
            if (SEARCH.matcher(url).matches()) {
                throw Refusal.of("INVALID_INPUT", "A composite request takes no searches");
            }
            var headers = new HashMap<String, List<String>>();
            part.path("httpHeaders")
                    .properties()
                    .forEach(header -> headers.put(
                            header.getKey(), List.of(header.getValue().asString())));
            return ask(visit, part.path("method").asString("GET"), url, headers, references.fill(part.path("body")));
        } catch (Refusal e) {
            return Errors.answer(e);
        }
    }

    private Answer ask(Visit visit, String method, String url, Map<String, List<String>> headers, JsonNode content) {
        byte[] body = content.isMissingNode() || content.isNull()
                ? new byte[0]
                : JsonMapper.shared().writeValueAsBytes(content);
        String encoded = url.replace(" ", "%20");
        return api.part(
                Request.of(method, encoded, headers, body, visit.request().baseUrl()), visit.unit());
    }

    private static @Nullable JsonNode content(Answer answer) {
        return answer.body().length == 0 ? null : JsonMapper.shared().readTree(answer.body());
    }

    private static ObjectNode response(JsonNode part, Answer answer) {
        ObjectNode response = JsonMapper.shared().createObjectNode();
        JsonNode content = content(answer);
        if (content == null) response.putNull("body");
        else response.set("body", content);
        ObjectNode headers = response.putObject("httpHeaders");
        String location = answer.headers().get("Location");
        if (location != null) headers.put("Location", location);
        response.put("httpStatusCode", answer.status());
        response.put("referenceId", part.path("referenceId").asString());
        return response;
    }

    private Answer batch(Visit visit) {
        ObjectNode wanted = visit.object();
        ArrayNode parts = Visit.array(wanted.path("batchRequests"), "batchRequests");
        requireFew(parts);
        boolean halting = wanted.path("haltOnError").asBoolean(false);
        boolean failed = false;
        ObjectNode body = JsonMapper.shared().createObjectNode();
        ArrayNode results = JsonMapper.shared().createArrayNode();
        for (JsonNode part : parts) {
            Answer answer = failed && halting
                    ? Errors.answer(Refusal.of(412, "BATCH_PROCESSING_HALTED", "The batch was halted"))
                    : batched(visit, part, results.isEmpty());
            failed |= answer.status() >= 300;
            ObjectNode result = results.addObject();
            result.put("statusCode", answer.status());
            JsonNode content = content(answer);
            if (content == null) result.putNull("result");
            else result.set("result", content);
        }
        body.put("hasErrors", failed);
        body.set("results", results);
        return Answer.json(200, body);
    }

    private Answer batched(Visit visit, JsonNode part, boolean first) {
        try {
            if (!first) counting.run();
            String url = part.path("url").asString("").replaceFirst("^/?(services/data/)?", "/services/data/");
            Matcher resource = BATCHABLE.matcher(url);
            if (!resource.matches()) {
                throw Refusal.of("INVALID_BATCH_REQUEST", "A batch takes no such resource: " + url);
            }
            if (Integer.parseInt(resource.group(1)) > visit.majorVersion()) {
                throw Refusal.of("INVALID_BATCH_REQUEST", "A part's version may not be later than that of the batch");
            }
            return ask(visit, part.path("method").asString("GET"), url, Map.of(), part.path("richInput"));
        } catch (Refusal e) {
            return Errors.answer(e);
        }
    }
}
