package dev.handrail.simulator.hubspot;

import dev.handrail.simulator.hubspot.Associations.Associated;
import dev.handrail.simulator.hubspot.ObjectStore.Change;
import dev.handrail.simulator.hubspot.Objects.Written;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How records look in answers. */
final class ObjectView {

    /** Private apps sign what they write with their number. */
    private static final String SOURCE_ID = "1234567";

    private final Portal portal;

    ObjectView(Portal portal) {
        this.portal = portal;
    }

    /** After a create: every value it has. */
    ObjectNode created(CrmObject object) {
        return json(object, object.properties().keySet());
    }

    /** After an update: what changed, and the times. */
    ObjectNode updated(Written written) {
        Set<String> names = new LinkedHashSet<>(written.changed());
        names.addAll(always(written.object().type()));
        return json(written.object(), names);
    }

    /** The asked properties, or the type's usual ones; null where there is no value. */
    ObjectNode read(CrmObject object, List<String> asked) {
        Set<String> names = new LinkedHashSet<>(asked.isEmpty() ? object.type().defaults() : asked);
        names.removeIf(name -> portal.properties.find(object.type(), name).isEmpty());
        names.addAll(always(object.type()));
        return json(object, names);
    }

    ObjectNode withHistory(CrmObject object, ObjectNode json, List<String> asked) {
        if (asked.isEmpty()) return json;
        ObjectNode all = json.withObjectProperty("propertiesWithHistory");
        for (String name : asked) {
            ArrayNode changes = all.withArrayProperty(name);
            for (Change change : portal.store.history(object, name)) {
                changes.add(Json.object()
                        .put("value", change.value())
                        .put("timestamp", change.since().toString())
                        .put("sourceType", "INTEGRATION")
                        .put("sourceId", SOURCE_ID));
            }
        }
        return json;
    }

    /** @param asked names of types, in any of their forms */
    ObjectNode withAssociations(CrmObject object, ObjectNode json, List<String> asked) {
        for (String name : asked) {
            ObjectType to = portal.types.get(name);
            ArrayNode named = Json.array(List.of());
            for (Associated each : portal.objects.associated(object, to)) {
                for (AssociationType type : each.types()) {
                    named.add(Json.object().put("id", each.id()).put("type", type.name()));
                }
            }
            if (named.isEmpty()) continue;
            json.withObjectProperty("associations")
                    .withObjectProperty(to.name())
                    .set("results", named);
        }
        return json;
    }

    private ObjectNode json(CrmObject object, Set<String> names) {
        ObjectNode json = Json.object().put("id", object.id());
        ObjectNode values = json.withObjectProperty("properties");
        names.stream()
                .sorted()
                .forEach(name -> values.put(name, object.properties().get(name)));
        json.put("createdAt", object.createdAt().toString());
        json.put("updatedAt", object.updatedAt().toString());
        json.put("archived", object.archived());
        if (object.archivedAt() != null)
            json.put("archivedAt", object.archivedAt().toString());
        return json.put(
                "url",
                "https://app.hubspot.com/contacts/" + Portal.ID + "/record/"
                        + object.type().id() + "/" + object.id());
    }

    private static List<String> always(ObjectType type) {
        return List.of("hs_object_id", type.created(), type.modified());
    }
}
