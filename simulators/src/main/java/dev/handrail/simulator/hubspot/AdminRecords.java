package dev.handrail.simulator.hubspot;

import dev.handrail.simulator.hubspot.Associations.Associated;
import dev.handrail.simulator.server.Records;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** The admin path's view of the records, and of the owners as one more type. */
final class AdminRecords implements Records {

    private static final String OWNERS = "owners";

    private final Portal portal;

    AdminRecords(Portal portal) {
        this.portal = portal;
    }

    @Override
    public Map<String, Integer> counts() {
        var counts = new LinkedHashMap<String, Integer>();
        for (ObjectType type : portal.types.all()) {
            counts.put(type.name(), (int) portal.store.living(type).count());
        }
        counts.put(OWNERS, portal.owners.all(false).size());
        return counts;
    }

    @Override
    public List<ObjectNode> all(String type) {
        if (type.equals(OWNERS)) return portal.owners.all(false);
        return portal.store.living(type(type)).map(this::flat).toList();
    }

    @Override
    public ObjectNode seed(String type, ObjectNode fields) {
        if (type.equals(OWNERS)) return portal.owners.add(fields);
        return plainly(() -> flat(portal.objects.seed(type(type), fields)));
    }

    @Override
    public ObjectNode edit(String type, String id, ObjectNode fields) {
        return plainly(() -> flat(portal.objects.edit(portal.objects.get(type(type), id, null), fields)));
    }

    @Override
    public void delete(String type, String id) {
        if (type.equals(OWNERS)) {
            portal.owners.archive(id);
            return;
        }
        CrmObject object = plainly(() -> portal.objects.get(type(type), id, null));
        portal.store.putIndexed(object.archived(portal.now()));
    }

    /** Id, values, times, and the ids of what belongs to it by type. */
    private ObjectNode flat(CrmObject object) {
        ObjectNode json = Json.object().put("id", object.id());
        object.properties().forEach(json::put);
        json.put("createdAt", object.createdAt().toString());
        json.put("updatedAt", object.updatedAt().toString());
        ObjectNode associations = json.withObjectProperty("associations");
        for (ObjectType type : portal.types.all()) {
            List<String> ids = portal.objects.associated(object, type).stream()
                    .map(Associated::id)
                    .toList();
            if (!ids.isEmpty()) associations.set(type.name(), Json.strings(ids));
        }
        return json;
    }

    private ObjectType type(String name) {
        return plainly(() -> portal.types.get(name));
    }

    private static <T> T plainly(Supplier<T> work) {
        try {
            return work.get();
        } catch (HubSpotError e) {
            throw new IllegalArgumentException(e.message(), e);
        }
    }
}
