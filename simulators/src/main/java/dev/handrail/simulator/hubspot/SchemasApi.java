package dev.handrail.simulator.hubspot;

import dev.handrail.simulator.http.Answer;
import dev.handrail.simulator.http.Router;
import dev.handrail.simulator.http.Router.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Types of records: all can be read, the account's own also created and deleted, below {@code /crm/v3/schemas}. */
final class SchemasApi {

    private static final String ALL = "/crm/v3/schemas";
    private static final String ONE = ALL + "/{type}";
    private static final int FIRST_NUMBER = 31_000_001;
    private static final Set<String> BY_THEMSELVES = Set.of("notes", "tasks", "calls", "emails", "meetings");

    private final Portal portal;
    private int nextNumber = FIRST_NUMBER;

    SchemasApi(Portal portal) {
        this.portal = portal;
    }

    void addTo(Router router) {
        router.on("GET", ALL, this::list)
                .on("POST", ALL, this::create)
                .on("GET", ONE, call -> Answer.json(200, schema(type(call))))
                .on("DELETE", ONE, this::delete)
                .on("POST", ONE + "/associations", this::associate);
    }

    private Answer list(Call call) {
        return Answer.json(
                200,
                Json.results(portal.types.all().stream()
                        .filter(ObjectType::custom)
                        .map(this::schema)
                        .toList()));
    }

    private Answer create(Call call) {
        Body body = Body.of(call.request());
        String name = body.required("name").toLowerCase(Locale.ROOT);
        if (portal.types.find(name).isPresent()) {
            throw HubSpotError.of(409, "OBJECT_ALREADY_EXISTS", "An object type named '" + name + "' already exists.");
        }
        ObjectType type = ObjectType.of(definition(name, body));
        portal.types.add(type);
        portal.properties.add(type);
        for (Body property : body.objects("properties")) {
            portal.properties.create(type, property, portal.now().toString());
        }
        Stream.concat(body.list("associatedObjects").stream(), BY_THEMSELVES.stream())
                .map(portal.types::get)
                .distinct()
                .forEach(other -> link(type, other, type.singular() + "_to_" + other.singular()));
        return Answer.json(201, schema(type));
    }

    /** Every list starts from what notes have, the properties that all records share. */
    private ObjectNode definition(String name, Body body) {
        Body labels = body.object("labels");
        ObjectNode definition = Json.object()
                .put("id", "2-" + nextNumber++)
                .put("name", name)
                .put("singular", name)
                .put("label", labels.text("singular").orElse(name))
                .put("pluralLabel", labels.text("plural").orElse(name))
                .put("primaryProperty", body.text("primaryDisplayProperty").orElse(""))
                .put("created", "hs_createdate")
                .put("modified", "hs_lastmodifieddate")
                .put("custom", true);
        definition.withObjectProperty("groups").put(name + "_information", name);
        definition.set("required", Json.strings(body.list("requiredProperties")));
        definition.withArrayProperty("requiredOneOf");
        definition.set("searchable", Json.strings(body.list("searchableProperties")));
        var defaults = new ArrayList<>(List.of("hs_createdate", "hs_lastmodifieddate", "hs_object_id"));
        defaults.addAll(body.list("requiredProperties"));
        definition.set("defaults", Json.strings(defaults));
        for (ObjectNode property : portal.types.get("notes").properties()) {
            if (property.path("name").asString().startsWith("hs_note")) continue;
            ObjectNode shared = property.deepCopy();
            definition.withArrayProperty("properties").add(shared.put("groupName", name + "_information"));
        }
        return definition;
    }

    private Answer delete(Call call) {
        ObjectType type = type(call);
        if (!type.custom()) throw HubSpotError.invalid("HubSpot's own type " + type.upper() + " cannot be deleted");
        if (portal.store.living(type).findAny().isPresent()) {
            throw HubSpotError.invalid(type.upper() + " still has records, so it cannot be deleted");
        }
        portal.types.remove(type);
        return Answer.empty(204);
    }

    private Answer associate(Call call) {
        Body body = Body.of(call.request());
        ObjectType from = portal.types.get(body.required("fromObjectTypeId"));
        ObjectType to = portal.types.get(body.required("toObjectTypeId"));
        AssociationType created = link(from, to, body.text("name").orElse(from.singular() + "_to_" + to.singular()));
        return Answer.json(201, association(created));
    }

    private AssociationType link(ObjectType from, ObjectType to, String name) {
        return portal.associationTypes.create(from, to, name, null, null).getFirst();
    }

    private ObjectNode schema(ObjectType type) {
        ObjectNode schema = Json.object()
                .put("id", type.id())
                .put("objectTypeId", type.id())
                .put("name", type.name())
                .put("fullyQualifiedName", type.custom() ? "p" + Portal.ID + "_" + type.name() : type.upper())
                .put("primaryDisplayProperty", type.primaryProperty())
                .put("allowsSensitiveProperties", false)
                .put("archived", false);
        schema.withObjectProperty("labels").put("singular", type.label()).put("plural", type.pluralLabel());
        schema.set("requiredProperties", Json.strings(type.required()));
        schema.set("searchableProperties", Json.strings(type.searchable()));
        schema.withArrayProperty("secondaryDisplayProperties");
        List<? extends JsonNode> properties =
                portal.properties.all(type, false).stream().map(Property::json).toList();
        schema.set("properties", Json.array(properties));
        schema.set(
                "associations",
                Json.array(portal.types.all().stream()
                        .flatMap(other -> portal.associationTypes.between(type, other).stream())
                        .map(SchemasApi::association)
                        .toList()));
        return schema;
    }

    private static ObjectNode association(AssociationType type) {
        return Json.object()
                .put("id", String.valueOf(type.id()))
                .put("fromObjectTypeId", type.from().id())
                .put("toObjectTypeId", type.to().id())
                .put("name", type.name());
    }

    private ObjectType type(Call call) {
        return portal.types.get(call.variable("type"));
    }
}
