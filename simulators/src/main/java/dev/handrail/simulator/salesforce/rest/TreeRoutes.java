package dev.handrail.simulator.salesforce.rest;

import static dev.handrail.simulator.salesforce.rest.RecordRoutes.visited;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.http.Router;
import dev.handrail.simulator.salesforce.data.Org;
import dev.handrail.simulator.salesforce.data.Refusal;
import dev.handrail.simulator.salesforce.data.Unit;
import dev.handrail.simulator.salesforce.data.Writes;
import dev.handrail.simulator.salesforce.schema.ChildRelationship;
import dev.handrail.simulator.salesforce.schema.ObjectType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Records with the records that hang on them, created together or not at all. */
final class TreeRoutes {

    private static final int MOST = 200;

    private record Result(
            String reference, @Nullable String id, @Nullable Refusal refusal) {}

    private final Org org;
    private final Writes writes;

    TreeRoutes(Org org, Writes writes) {
        this.org = org;
        this.writes = writes;
    }

    void addTo(Router router) {
        router.on("POST", "/services/data/{version}/composite/tree/{type}", visited(this::create));
    }

    private Answer create(Visit visit) {
        ObjectType type = org.schema().type(visit.variable("type")).orElseThrow(Refusal::notFound);
        ArrayNode records = Visit.array(visit.object().path("records"), "records");
        Unit.Mark start = visit.unit().mark();
        var results = new ArrayList<Result>();
        for (JsonNode record : records) create(visit.unit(), type, Visit.object(record), results);
        List<Result> failed =
                results.stream().filter(result -> result.refusal != null).toList();
        if (!failed.isEmpty()) visit.unit().backTo(start);
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("hasErrors", !failed.isEmpty());
        ArrayNode shown = body.putArray("results");
        (failed.isEmpty() ? results : failed).forEach(result -> shown.add(show(result)));
        return Answer.json(failed.isEmpty() ? 201 : 400, body);
    }

    private void create(Unit unit, ObjectType type, ObjectNode record, List<Result> results) {
        String reference = record.path("attributes").path("referenceId").asString("");
        if (reference.isEmpty()) throw Refusal.of("INVALID_INPUT", "Each record needs a referenceId in its attributes");
        if (results.size() >= MOST) {
            throw Refusal.of("INVALID_INPUT", "A tree holds no more than " + MOST + " records");
        }
        ObjectNode fields = record.deepCopy();
        var below = new ArrayList<ChildRelationship>();
        for (ChildRelationship relation : org.schema().children(type)) {
            if (record.path(relation.name()).path("records").isArray()) {
                below.add(relation);
                fields.remove(relation.name());
            }
        }
        try {
            String id = writes.insert(unit, type, fields);
            results.add(new Result(reference, id, null));
            for (ChildRelationship relation : below) {
                for (JsonNode child : record.path(relation.name()).path("records")) {
                    ObjectNode linked = Visit.object(child).deepCopy();
                    linked.put(relation.field().name(), id);
                    create(unit, relation.child(), linked, results);
                }
            }
        } catch (Refusal e) {
            results.add(new Result(reference, null, e));
        }
    }

    private static ObjectNode show(Result result) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("referenceId", result.reference);
        if (result.refusal == null) json.put("id", result.id);
        else json.putArray("errors").add(Errors.ofRecord(result.refusal));
        return json;
    }
}
