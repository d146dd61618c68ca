package dev.handrail.simulator.salesforce.rest;

import static dev.handrail.simulator.salesforce.rest.RecordRoutes.visited;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.http.Router;
import dev.handrail.simulator.salesforce.data.Org;
import dev.handrail.simulator.salesforce.data.Refusal;
import dev.handrail.simulator.salesforce.data.Row;
import dev.handrail.simulator.salesforce.data.SalesforceId;
import dev.handrail.simulator.salesforce.data.Unit;
import dev.handrail.simulator.salesforce.data.Writes;
import dev.handrail.simulator.salesforce.query.Queries;
import dev.handrail.simulator.salesforce.schema.Field;
import dev.handrail.simulator.salesforce.schema.Field.Trait;
import dev.handrail.simulator.salesforce.schema.ObjectType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Up to 200 records in one request, each with a result of its own. */
final class CollectionRoutes {

    private static final int MOST = 200;
    private static final int MOST_READ = 2000;

    /** @param created null where it makes no sense to say so */
    private record Outcome(
            @Nullable String id,
            @Nullable Boolean created,
            @Nullable Refusal refusal) {}

    private final Org org;
    private final Writes writes;

    CollectionRoutes(Org org, Writes writes) {
        this.org = org;
        this.writes = writes;
    }

    void addTo(Router router) {
        String path = "/services/data/{version}/composite/sobjects";
        router.on("POST", path, visited(this::create))
                .on("PATCH", path, visited(this::update))
                .on("DELETE", path, visited(this::delete))
                .on("PATCH", path + "/{type}/{field}", visited(this::upsert))
                .on("GET", path + "/{type}", visited(this::read))
                .on("POST", path + "/{type}", visited(this::read));
    }

    private Answer create(Visit visit) {
        return each(visit, records(visit), record -> {
            String id = writes.insert(visit.unit(), type(record), record);
            return new Outcome(id, null, null);
        });
    }

    private Answer update(Visit visit) {
        return each(visit, records(visit), record -> {
            String id = canonical(id(record));
            ObjectType type = type(record);
            ObjectNode fields = without(record, "Id");
            checked(() -> writes.update(visit.unit(), type, id, fields));
            return new Outcome(id, null, null);
        });
    }

    private Answer upsert(Visit visit) {
        ObjectType type = org.schema().type(visit.variable("type")).orElseThrow(Refusal::notFound);
        Field key = type.field(visit.variable("field"))
                .filter(field -> field.is(Trait.EXTERNAL_ID) || field.name().equals("Id"))
                .orElseThrow(Refusal::notFound);
        return each(visit, records(visit), record -> {
            if (type(record) != type) {
                throw Refusal.of("INVALID_INPUT", "All records must be of the type in the address: " + type.name());
            }
            JsonNode value = member(record, key.name());
            if (key.name().equals("Id")) return byId(visit, type, record, value);
            if (value == null || value.asString("").isBlank()) {
                throw Refusal.of("MISSING_ARGUMENT", key.name() + " not specified");
            }
            String text = value.asString();
            List<Row> found = org.database().living(type, key, text);
            if (found.size() > 1) {
                throw Refusal.of("DUPLICATE_EXTERNAL_ID", key.name() + ": more than one record found for external id");
            }
            try {
                var upserted = writes.upsert(visit.unit(), type, key, text, without(record, key.name()));
                return new Outcome(upserted.id(), upserted.created(), null);
            } catch (Refusal e) {
                return new Outcome(null, found.isEmpty(), e);
            }
        });
    }

    private Outcome byId(Visit visit, ObjectType type, ObjectNode record, @Nullable JsonNode id) {
        ObjectNode fields = without(record, "Id");
        if (id == null) return new Outcome(writes.insert(visit.unit(), type, fields), true, null);
        String canonical = canonical(id.asString(""));
        checked(() -> writes.update(visit.unit(), type, canonical, fields));
        return new Outcome(canonical, false, null);
    }

    private Answer delete(Visit visit) {
        var ids = List.of(visit.required("ids").split(","));
        boolean all = Boolean.parseBoolean(visit.request().query("allOrNone").orElse("false"));
        return each(visit, ids, all, id -> {
            String canonical = canonical(id.strip());
            ObjectType type = org.schema()
                    .byPrefix(canonical.substring(0, 3))
                    .orElseThrow(() -> Refusal.of("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id"));
            checked(() -> writes.delete(visit.unit(), type, canonical));
            return new Outcome(canonical, null, null);
        });
    }

    private Answer read(Visit visit) {
        ObjectType type = org.schema().type(visit.variable("type")).orElseThrow(Refusal::notFound);
        List<String> ids;
        List<String> names;
        if (visit.request().method().equals("POST")) {
            ObjectNode body = visit.object();
            ids = texts(body.path("ids"), "ids");
            names = texts(body.path("fields"), "fields");
        } else {
            ids = List.of(visit.required("ids").split(","));
            names = List.of(visit.required("fields").split(","));
        }
        if (ids.size() > MOST_READ) throw tooMany(MOST_READ);
        List<Field> fields = RecordRoutes.fields(type, names);
        ArrayNode records = JsonMapper.shared().createArrayNode();
        for (String id : ids) {
            Row row = SalesforceId.canonical(id.strip())
                    .flatMap(org.database()::find)
                    .orElse(null);
            if (row == null || row.deleted() || row.type() != type) records.addNull();
            else records.add(Queries.show(row, visit.version(), fields));
        }
        return Answer.json(200, records);
    }

    private static List<String> texts(JsonNode node, String name) {
        return Visit.array(node, name).valueStream().map(JsonNode::asString).toList();
    }

    private static Refusal tooMany(int most) {
        return Refusal.of(
                "EXCEEDED_ID_LIMIT",
                "record limit reached. cannot submit more than " + most + " records into this call");
    }

    private static List<ObjectNode> records(Visit visit) {
        return Visit.array(visit.object().path("records"), "records")
                .valueStream()
                .map(Visit::object)
                .toList();
    }

    private Answer each(Visit visit, List<ObjectNode> records, Function<ObjectNode, Outcome> save) {
        boolean all = visit.object().path("allOrNone").asBoolean(false);
        return each(visit, records, all, save);
    }

    private static <T> Answer each(Visit visit, List<T> items, boolean allOrNone, Function<T, Outcome> save) {
        if (items.size() > MOST) throw tooMany(MOST);
        Unit unit = visit.unit();
        Unit.Mark start = unit.mark();
        var outcomes = new ArrayList<Outcome>();
        for (T item : items) {
            Unit.Mark before = unit.mark();
            Outcome outcome;
            try {
                outcome = save.apply(item);
            } catch (Refusal e) {
                outcome = new Outcome(null, null, e);
            }
            if (outcome.refusal != null) unit.backTo(before);
            outcomes.add(outcome);
        }
        boolean failed = outcomes.stream().anyMatch(outcome -> outcome.refusal != null);
        boolean rolledBack = failed && allOrNone;
        if (rolledBack) unit.backTo(start);
        ArrayNode results = JsonMapper.shared().createArrayNode();
        outcomes.forEach(outcome -> results.add(result(outcome, rolledBack)));
        return Answer.json(200, results);
    }

    private static ObjectNode result(Outcome outcome, boolean rolledBack) {
        Refusal refusal = outcome.refusal;
        if (refusal == null && rolledBack) {
            refusal = Refusal.of(
                    "ALL_OR_NONE_OPERATION_ROLLED_BACK",
                    "Record rolled back because not all records were valid and the request was using AllOrNone header");
        }
        ObjectNode json = JsonMapper.shared().createObjectNode();
        if (refusal == null) json.put("id", outcome.id);
        json.put("success", refusal == null);
        ArrayNode errors = json.putArray("errors");
        if (refusal != null) errors.add(Errors.ofRecord(refusal));
        if (outcome.created != null) json.put("created", outcome.created);
        return json;
    }

    /** What is not there is told in another way here than by single records. */
    private static void checked(Runnable write) {
        try {
            write.run();
        } catch (Refusal e) {
            if (e.code().equals("NOT_FOUND")) {
                throw Refusal.of("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id");
            }
            throw e;
        }
    }

    private ObjectType type(ObjectNode record) {
        String name = record.path("attributes").path("type").asString("");
        return org.schema()
                .type(name)
                .orElseThrow(() -> Refusal.of("INVALID_TYPE", "sObject type '" + name + "' is not supported."));
    }

    private static String id(ObjectNode record) {
        JsonNode id = member(record, "Id");
        if (id == null || id.asString("").isBlank()) {
            throw Refusal.of("MISSING_ARGUMENT", "Id not specified in an update call");
        }
        return id.asString();
    }

    private static String canonical(String id) {
        return SalesforceId.canonical(id).orElseThrow(() -> Refusal.of("MALFORMED_ID", "malformed id " + id));
    }

    private static @Nullable JsonNode member(ObjectNode record, String name) {
        return record.properties().stream()
                .filter(property -> property.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static ObjectNode without(ObjectNode record, String name) {
        ObjectNode rest = record.deepCopy();
        rest.propertyNames().stream()
                .filter(each -> each.equalsIgnoreCase(name))
                .toList()
                .forEach(rest::remove);
        return rest;
    }
}
