package dev.handrail.simulator.hubspot;

import dev.handrail.simulator.hubspot.Associations.Associated;
import dev.handrail.simulator.ledger.Action;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Creates, changes, finds, archives and merges records by HubSpot's rules. */
final class Objects {

    /**
     * What a write did.
     *
     * @param changed names of the properties that were written, also of those that followed from others
     */
    record Written(CrmObject object, Set<String> changed) {}

    private final Portal portal;
    private final PropertyValues values;
    private final ObjectRules rules;

    Objects(Portal portal) {
        this.portal = portal;
        values = new PropertyValues(portal.properties, portal.owners);
        rules = new ObjectRules(portal.pipelines, portal.store);
    }

    /** @param associations as in a request to create, possibly none */
    Written create(ObjectType type, JsonNode wanted, List<Body> associations) {
        return portal.journal.atomically(() -> {
            CrmObject created = fresh(type, wanted);
            portal.store.put(created);
            note(Action.CREATED, created);
            for (Body association : associations) associate(created, association);
            return new Written(created, created.properties().keySet());
        });
    }

    /** Like a person in HubSpot's own pages: a search finds it at once, and the ledger does not hear of it. */
    CrmObject seed(ObjectType type, JsonNode wanted) {
        CrmObject created = fresh(type, wanted);
        portal.store.putIndexed(created);
        return created;
    }

    Written update(CrmObject current, JsonNode wanted) {
        return portal.journal.atomically(() -> {
            Map<String, String> changes = changes(current, wanted);
            if (changes.isEmpty()) return new Written(current, Set.of());
            CrmObject updated = current.with(changes, portal.now());
            portal.store.put(updated);
            note(Action.UPDATED, updated);
            return new Written(updated, changes.keySet());
        });
    }

    CrmObject edit(CrmObject current, JsonNode wanted) {
        CrmObject edited = current.with(changes(current, wanted), portal.now());
        portal.store.putIndexed(edited);
        return edited;
    }

    void archive(CrmObject object) {
        if (object.archived()) return;
        portal.store.put(object.archived(portal.now()));
        note(Action.DELETED, object);
    }

    void purge(CrmObject object) {
        portal.store.purge(object);
        note(Action.DELETED, object);
    }

    /** The living record with this id, or with this value of a unique property. */
    Optional<CrmObject> find(ObjectType type, String id, @Nullable String idProperty) {
        if (idProperty == null || idProperty.equals("hs_object_id")) {
            return portal.store.find(type, id).filter(object -> !object.archived());
        }
        portal.properties.unique(type, idProperty);
        return portal.store.findBy(type, idProperty, stored(idProperty, id));
    }

    CrmObject get(ObjectType type, String id, @Nullable String idProperty) {
        return find(type, id, idProperty).orElseThrow(HubSpotError::noSuchObject);
    }

    /** The value as it is stored: e-mail addresses in lower case. */
    static String stored(String property, String value) {
        return property.equals("email") ? value.strip().toLowerCase(Locale.ROOT) : value;
    }

    /** A new record with the values of both, those of the first before those of the second. */
    CrmObject merge(ObjectType type, String primaryId, String otherId) {
        CrmObject primary = get(type, primaryId, null);
        CrmObject other = get(type, otherId, null);
        if (primary.id().equals(other.id())) throw HubSpotError.invalid("A record cannot be merged with itself");
        Instant now = portal.now();
        String id = portal.nextId();
        var merged = new TreeMap<>(other.properties());
        merged.putAll(primary.properties());
        merged.put("hs_object_id", id);
        merged.put("hs_merged_object_ids", joined(primary, other, "hs_merged_object_ids", "hs_object_id"));
        if (type.is("contacts")) {
            Set<String> emails = new LinkedHashSet<>(List.of(
                    joined(primary, other, "hs_additional_emails", "email").split(";")));
            emails.remove(merged.get("email"));
            emails.remove("");
            if (!emails.isEmpty()) merged.put("hs_additional_emails", String.join(";", emails));
        }
        merged.put(type.modified(), now.toString());
        CrmObject survivor = new CrmObject(type, id, merged, primary.createdAt(), now, null);
        portal.store.purge(primary);
        portal.store.purge(other);
        portal.store.put(survivor);
        for (CrmObject from : List.of(primary, other)) {
            moveAssociations(from, survivor);
            portal.store.redirect(from, survivor);
        }
        note(Action.MERGED, survivor);
        return survivor;
    }

    /** The living ones of a type that belong to it. */
    List<Associated> associated(CrmObject from, ObjectType to) {
        return portal.associations.of(from, to).stream()
                .filter(each -> find(to, each.id(), null).isPresent())
                .toList();
    }

    void associate(CrmObject from, Body association) {
        String id = association.object("to").required("id");
        List<Body> specs = association.objects("types");
        if (specs.isEmpty()) throw HubSpotError.missing("types");
        for (Body spec : specs) {
            AssociationType type = portal.associationTypes.get(from.type(), spec);
            CrmObject to = find(type.to(), id, null)
                    .orElseThrow(() -> HubSpotError.of(
                                    404,
                                    "OBJECT_NOT_FOUND",
                                    type.to().upper() + " " + id + " was not found, so it cannot be associated")
                            .context("id", id));
            portal.associations.add(from, to, type);
        }
    }

    private CrmObject fresh(ObjectType type, JsonNode wanted) {
        Instant now = portal.now();
        Map<String, String> checked = rules.forCreate(type, values.checked(type, wanted, null), now.toString());
        rules.requireUnique(type, checked, portal.properties, null);
        String id = portal.nextId();
        var all = new LinkedHashMap<>(checked);
        all.put("hs_object_id", id);
        all.put(type.created(), now.toString());
        all.put(type.modified(), now.toString());
        all.put("hs_object_source", "INTEGRATION");
        all.values().removeIf(String::isEmpty);
        return new CrmObject(type, id, all, now, now, null);
    }

    private Map<String, String> changes(CrmObject current, JsonNode wanted) {
        Map<String, String> checked = rules.forUpdate(
                current,
                values.checked(current.type(), wanted, current),
                portal.now().toString());
        rules.requireUnique(current.type(), checked, portal.properties, current.id());
        return checked;
    }

    private void moveAssociations(CrmObject from, CrmObject survivor) {
        for (ObjectType type : portal.types.all()) {
            for (Associated each : portal.associations.of(from, type)) {
                CrmObject other = portal.store.find(type, each.id()).orElse(null);
                if (other == null || other.id().equals(survivor.id())) continue;
                for (AssociationType how : each.types()) portal.associations.add(survivor, other, how);
            }
        }
    }

    private static String joined(CrmObject first, CrmObject second, String more, String own) {
        return String.join(
                ";",
                Stream.of(first.value(own), first.value(more), second.value(own), second.value(more))
                        .filter(each -> !each.isEmpty())
                        .toList());
    }

    private void note(Action action, CrmObject object) {
        String key = portal.properties.all(object.type(), false).stream()
                .filter(property -> property.unique() && !property.standard())
                .map(property -> object.value(property.name()))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse(null);
        portal.journal.effect(effects -> effects.add(action, object.type().name(), object.id(), key));
    }
}
