package dev.handrail.simulator.salesforce.rest;

import static dev.handrail.simulator.salesforce.rest.RecordRoutes.visited;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.http.Router;
import dev.handrail.simulator.salesforce.data.Org;
import dev.handrail.simulator.salesforce.data.Refusal;
import dev.handrail.simulator.salesforce.login.Identity;
import dev.handrail.simulator.salesforce.schema.ObjectType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What there is: versions, resources, objects and fields. */
final class SchemaRoutes {

    private static final int OLDEST = 60;
    private static final int NEWEST = 66;

    private final Org org;

    SchemaRoutes(Org org) {
        this.org = org;
    }

    void addTo(Router router) {
        router.on("GET", "/services/data/{version}", visited(this::resources))
                .on("GET", "/services/data/{version}/sobjects", visited(this::objects))
                .on("GET", "/services/data/{version}/sobjects/{type}/describe", visited(this::describe))
                .on("GET", "/services/data/{version}/sobjects/{type}", visited(this::object));
    }

    /** Needs nobody to be signed in. */
    static Answer versions() {
        return Answer.json(
                200,
                IntStream.rangeClosed(OLDEST, NEWEST)
                        .mapToObj(each -> Map.of(
                                "label", "Version " + each,
                                "url", "/services/data/v" + each + ".0",
                                "version", each + ".0"))
                        .toList());
    }

    private Answer resources(Visit visit) {
        var resources = new LinkedHashMap<String, String>();
        for (String name :
                List.of("sobjects", "query", "queryAll", "search", "parameterizedSearch", "limits", "composite")) {
            resources.put(name, visit.path(name));
        }
        resources.put("identity", Identity.url(org, visit.request().baseUrl()));
        return Answer.json(200, resources);
    }

    private Answer objects(Visit visit) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("encoding", "UTF-8");
        body.put("maxBatchSize", 200);
        var list = body.putArray("sobjects");
        org.schema().types().forEach(type -> list.add(Describe.brief(type, visit.version())));
        return Answer.json(200, body);
    }

    private Answer describe(Visit visit) {
        ObjectType type = type(visit);
        if (HttpDates.unchanged(visit.request(), org.schemaChanged())) return Answer.empty(304);
        return Answer.json(200, Describe.full(org.schema(), type, visit.version()))
                .with("Last-Modified", HttpDates.written(org.schemaChanged()));
    }

    private Answer object(Visit visit) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.set("objectDescribe", Describe.brief(type(visit), visit.version()));
        body.putArray("recentItems");
        return Answer.json(200, body);
    }

    private ObjectType type(Visit visit) {
        return org.schema().type(visit.variable("type")).orElseThrow(Refusal::notFound);
    }
}
