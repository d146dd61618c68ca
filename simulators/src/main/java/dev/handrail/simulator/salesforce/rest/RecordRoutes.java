package dev.handrail.simulator.salesforce.rest;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.http.Router;
import dev.handrail.simulator.http.Router.Route;
import dev.handrail.simulator.salesforce.data.Org;
import dev.handrail.simulator.salesforce.data.Refusal;
import dev.handrail.simulator.salesforce.data.Row;
import dev.handrail.simulator.salesforce.data.SalesforceId;
import dev.handrail.simulator.salesforce.data.Values;
import dev.handrail.simulator.salesforce.data.Writes;
import dev.handrail.simulator.salesforce.query.Queries;
import dev.handrail.simulator.salesforce.schema.Field;
import dev.handrail.simulator.salesforce.schema.Field.Trait;
import dev.handrail.simulator.salesforce.schema.ObjectType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Single records: create, read, change, delete, by id or external id. */
final class RecordRoutes {

    private static final int UPSERT_ANSWERS_BODY = 46;

    private final Org org;
    private final Writes writes;

    RecordRoutes(Org org, Writes writes) {
        this.org = org;
        this.writes = writes;
    }

    void addTo(Router router) {
        String type = "/services/data/{version}/sobjects/{type}";
        router.on("POST", type, visited(this::create))
                .on("GET", type + "/updated", visited(this::updated))
                .on("GET", type + "/deleted", visited(this::deleted))
                .on("GET", type + "/{id}", visited(visit -> read(visit, byId(visit))))
                .on("HEAD", type + "/{id}", visited(visit -> read(visit, byId(visit))))
                .on("PATCH", type + "/{id}", visited(this::update))
                .on("DELETE", type + "/{id}", visited(this::delete))
                .on("GET", type + "/{field}/{value}", visited(this::readByKey))
                .on("PATCH", type + "/{field}/{value}", visited(this::upsert))
                .on("DELETE", type + "/{field}/{value}", visited(this::deleteByKey));
    }

    static Route visited(Function<Visit, Answer> answering) {
        return call -> answering.apply(Visit.of(call));
    }

    private ObjectType type(Visit visit) {
        return org.schema().type(visit.variable("type")).orElseThrow(Refusal::notFound);
    }

    private Answer create(Visit visit) {
        ObjectType type = type(visit);
        String id = writes.insert(visit.unit(), type, visit.object());
        return created(visit, type, id, false);
    }

    private static Answer created(Visit visit, ObjectType type, String id, boolean upserting) {
        ObjectNode body = saved(id);
        if (upserting && visit.majorVersion() >= UPSERT_ANSWERS_BODY) body.put("created", true);
        return Answer.json(201, body).with("Location", visit.path("sobjects/" + type.name() + "/" + id));
    }

    static ObjectNode saved(String id) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("id", id);
        body.put("success", true);
        body.putArray("errors");
        return body;
    }

    private Row byId(Visit visit) {
        Row row = SalesforceId.canonical(visit.variable("id"))
                .flatMap(org.database()::find)
                .orElseThrow(Refusal::notFound);
        if (row.type() != type(visit) || row.deleted()) throw Refusal.notFound();
        return row;
    }

    private Answer read(Visit visit, Row row) {
        Instant modified = row.modified().truncatedTo(ChronoUnit.SECONDS);
        if (HttpDates.unchanged(visit.request(), modified)) return Answer.empty(304);
        requireUnmodified(visit, row);
        List<Field> fields = visit.request()
                .query("fields")
                .map(names -> fields(row.type(), List.of(names.split(","))))
                .orElse(null);
        return Answer.json(200, Queries.show(row, visit.version(), fields))
                .with("Last-Modified", HttpDates.written(modified));
    }

    static List<Field> fields(ObjectType type, List<String> names) {
        var fields = new ArrayList<Field>();
        for (String name : names) {
            if (name.isBlank()) continue;
            fields.add(type.field(name.strip())
                    .orElseThrow(() -> Refusal.of(
                            "INVALID_FIELD", "No such column '" + name.strip() + "' on entity '" + type.name() + "'")));
        }
        return fields;
    }

    /** To the second, as HTTP dates are: a change within the same second goes unnoticed, in the real one too. */
    private static void requireUnmodified(Visit visit, Row row) {
        Optional<Instant> since = HttpDates.read(visit.request(), "If-Unmodified-Since");
        if (since.isPresent() && row.modified().truncatedTo(ChronoUnit.SECONDS).isAfter(since.get())) {
            throw Refusal.of(412, "PRECONDITION_FAILED", "The record was modified after " + since.get());
        }
    }

    private Answer update(Visit visit) {
        ObjectType type = type(visit);
        Row row = writes.living(type, visit.variable("id"));
        requireUnmodified(visit, row);
        writes.update(visit.unit(), type, row.id(), visit.object());
        return Answer.empty(204);
    }

    private Answer delete(Visit visit) {
        writes.delete(visit.unit(), type(visit), visit.variable("id"));
        return Answer.empty(204);
    }

    /** The record by external id, or what the record with that id points to. */
    private Answer readByKey(Visit visit) {
        ObjectType type = type(visit);
        if (type.field(visit.variable("field")).isPresent()) {
            Row row = one(visit, key(visit, type));
            return row == null ? several(visit, type) : read(visit, row);
        }
        Row row = writes.living(type, visit.variable("field"));
        Field reference = type.relationship(visit.variable("value")).orElseThrow(Refusal::notFound);
        Object target = row.get(reference);
        if (target == null) throw Refusal.notFound();
        return read(visit, org.database().find(target.toString()).orElseThrow(Refusal::notFound));
    }

    private Answer upsert(Visit visit) {
        ObjectType type = type(visit);
        Field key = key(visit, type);
        ObjectNode sent = visit.object();
        if (key.name().equals("Id")) {
            writes.update(visit.unit(), type, visit.variable("value"), sent);
            return changed(visit, visit.variable("value"));
        }
        if (sent.propertyNames().stream().anyMatch(name -> name.equalsIgnoreCase(key.name()))) {
            throw Refusal.of(
                    "INVALID_FIELD", "The " + key.name() + " field should not be specified in the sobject data.");
        }
        List<Row> found = found(visit, type, key);
        if (found.size() > 1) return several(visit, type);
        if (found.size() == 1) requireUnmodified(visit, found.getFirst());
        var upserted = writes.upsert(visit.unit(), type, key, visit.variable("value"), sent);
        return upserted.created() ? created(visit, type, upserted.id(), true) : changed(visit, upserted.id());
    }

    private static Answer changed(Visit visit, String id) {
        if (visit.majorVersion() < UPSERT_ANSWERS_BODY) return Answer.empty(204);
        ObjectNode body = saved(id);
        body.put("created", false);
        return Answer.json(200, body);
    }

    private Answer deleteByKey(Visit visit) {
        ObjectType type = type(visit);
        Row row = one(visit, key(visit, type));
        if (row == null) return several(visit, type);
        writes.delete(visit.unit(), type, row.id());
        return Answer.empty(204);
    }

    private static Field key(Visit visit, ObjectType type) {
        return type.field(visit.variable("field"))
                .filter(field -> field.is(Trait.EXTERNAL_ID) || field.name().equals("Id"))
                .orElseThrow(() -> Refusal.of(
                        404,
                        "NOT_FOUND",
                        "Provided external ID field does not exist or is not accessible: " + visit.variable("field")));
    }

    private List<Row> found(Visit visit, ObjectType type, Field key) {
        String value = visit.variable("value");
        if (key.name().equals("Id")) return List.of(writes.living(type, value));
        return org.database().living(type, key, value);
    }

    /** Null when there are several. */
    private @Nullable Row one(Visit visit, Field key) {
        List<Row> found = found(visit, type(visit), key);
        if (found.isEmpty()) throw Refusal.notFound();
        return found.size() == 1 ? found.getFirst() : null;
    }

    private Answer several(Visit visit, ObjectType type) {
        var urls = found(visit, type, key(visit, type)).stream()
                .map(row -> visit.path("sobjects/" + type.name() + "/" + row.id()))
                .toList();
        return Answer.json(300, urls);
    }

    private Answer updated(Visit visit) {
        var ids = JsonMapper.shared().createArrayNode();
        changedBetween(visit).stream()
                .filter(row -> !row.deleted())
                .map(Row::id)
                .forEach(ids::add);
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.set("ids", ids);
        body.put("latestDateCovered", Values.written(visit.unit().now()));
        return Answer.json(200, body);
    }

    private Answer deleted(Visit visit) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        var records = body.putArray("deletedRecords");
        for (Row row : changedBetween(visit)) {
            if (!row.deleted()) continue;
            ObjectNode each = records.addObject();
            each.put("id", row.id());
            each.put("deletedDate", Values.written(row.modified()));
        }
        body.put("earliestDateAvailable", Values.written(Instant.EPOCH));
        body.put("latestDateCovered", Values.written(visit.unit().now()));
        return Answer.json(200, body);
    }

    private List<Row> changedBetween(Visit visit) {
        Instant start = moment(visit, "start");
        Instant end = moment(visit, "end");
        return org.database().rows(type(visit)).stream()
                .filter(row ->
                        !row.modified().isBefore(start) && !row.modified().isAfter(end))
                .toList();
    }

    private static Instant moment(Visit visit, String parameter) {
        try {
            return Values.moment(visit.required(parameter).replace(' ', '+'));
        } catch (DateTimeException e) {
            throw Refusal.of("INVALID_REPLICATION_DATE", parameter + " is no date and time");
        }
    }
}
