package dev.handrail.simulator.salesforce.data;

import dev.handrail.simulator.ledger.Action;
import dev.handrail.simulator.salesforce.schema.ChildRelationship;
import dev.handrail.simulator.salesforce.schema.Field;
import dev.handrail.simulator.salesforce.schema.ObjectType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Creates, changes and deletes records by the org's rules; what may not be is a {@link Refusal}. */
public final class Writes {

    /** What became of an upsert. */
    public record Upserted(String id, boolean created) {}

    private final Org org;
    private final Input input;
    private final Checks checks;

    public Writes(Org org) {
        this.org = org;
        input = new Input(org);
        checks = new Checks(org);
    }

    /** Answers the new record's id. */
    public String insert(Unit unit, ObjectType type, ObjectNode sent) {
        requireWritable(type);
        return create(unit, type, input.read(type, sent, true)).id();
    }

    Row create(Unit unit, ObjectType type, Map<String, @Nullable Object> given) {
        var values = new HashMap<String, Object>();
        for (Field field : type.fields()) {
            if (field.initial() != null) values.put(field.name(), field.initial());
        }
        given.forEach((name, value) -> {
            if (value != null) values.put(name, value);
        });
        String id = org.database().newId(type);
        values.put("Id", id);
        values.put("CreatedDate", unit.now());
        values.put("CreatedById", unit.userId());
        if (type.field("OwnerId").isPresent()) values.putIfAbsent("OwnerId", unit.userId());
        stamp(values, unit);
        Automation.beforeSave(type, null, given, values, unit);
        Row row = new Row(type, values);
        checks.check(unit, null, row, given.keySet());
        unit.database().put(row);
        unit.effects().add(Action.CREATED, type.name(), id, row.externalId());
        if (type.name().equals("Opportunity") && row.get("ContactId") != null) addRole(unit, row);
        return row;
    }

    /** @param id in either length */
    public void update(Unit unit, ObjectType type, String id, ObjectNode sent) {
        requireWritable(type);
        Row before = living(type, id);
        if (before.is("IsConverted")) {
            throw Refusal.of("CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead");
        }
        change(unit, before, input.read(type, sent, false));
    }

    Row change(Unit unit, Row before, Map<String, @Nullable Object> given) {
        ObjectType type = before.type();
        var changes = new HashMap<>(given);
        for (Field field : type.fields()) {
            if (given.containsKey(field.name())
                    && given.get(field.name()) == null
                    && field.initial() instanceof Boolean) {
                changes.put(field.name(), field.initial());
            }
        }
        stamp(changes, unit);
        Automation.beforeSave(type, before, given, changes, unit);
        Row row = before.with(changes);
        checks.check(unit, before, row, given.keySet());
        unit.database().put(row);
        unit.effects().add(Action.UPDATED, type.name(), row.id(), row.externalId());
        return row;
    }

    /** Creates or changes the record whose field has the value. Several of them are the caller's to look for. */
    public Upserted upsert(Unit unit, ObjectType type, Field key, String value, ObjectNode sent) {
        requireWritable(type);
        List<Row> found = org.database().living(type, key, value);
        if (found.isEmpty()) {
            var given = new HashMap<>(input.read(type, sent, true));
            given.put(key.name(), value);
            return new Upserted(create(unit, type, given).id(), true);
        }
        update(unit, type, found.getFirst().id(), sent);
        return new Upserted(found.getFirst().id(), false);
    }

    public void delete(Unit unit, ObjectType type, String id) {
        requireWritable(type);
        remove(unit, living(type, id), new HashSet<>());
    }

    private void remove(Unit unit, Row row, Set<String> seen) {
        if (!seen.add(row.id())) return;
        for (ChildRelationship relation : org.schema().children(row.type())) {
            if (!relation.cascade()) continue;
            for (Row child : unit.database().living(relation.child(), relation.field(), row.id())) {
                remove(unit, child, seen);
            }
        }
        var changes = new HashMap<String, @Nullable Object>();
        changes.put("IsDeleted", true);
        stamp(changes, unit);
        unit.database().put(row.with(changes));
        unit.effects().add(Action.DELETED, row.type().name(), row.id(), row.externalId());
    }

    public void undelete(Unit unit, String id) {
        Row row = SalesforceId.canonical(id)
                .flatMap(org.database()::find)
                .orElseThrow(() -> Refusal.of("INVALID_ID_FIELD", "invalid record id"));
        if (!row.deleted()) {
            throw Refusal.of("UNDELETE_FAILED", "Entity is not in the recycle bin");
        }
        var changes = new HashMap<String, @Nullable Object>();
        changes.put("IsDeleted", false);
        stamp(changes, unit);
        Row back = row.with(changes);
        checks.check(unit, row, back, Set.of());
        unit.database().put(back);
        unit.effects().add(Action.UNDELETED, row.type().name(), row.id(), row.externalId());
    }

    /** The living record with this id, in either length. */
    public Row living(ObjectType type, String id) {
        String canonical = SalesforceId.canonical(id).orElseThrow(Refusal::notFound);
        Row row = org.database()
                .find(canonical)
                .filter(found -> found.type() == type)
                .orElseThrow(Refusal::notFound);
        if (row.deleted()) throw Refusal.of(404, "ENTITY_IS_DELETED", "entity is deleted");
        return row;
    }

    private void addRole(Unit unit, Row opportunity) {
        create(
                unit,
                org.schema().known("OpportunityContactRole"),
                Map.of(
                        "OpportunityId", opportunity.id(),
                        "ContactId", opportunity.text("ContactId"),
                        "IsPrimary", true));
    }

    private static void requireWritable(ObjectType type) {
        if (!type.writable()) {
            throw Refusal.of("INSUFFICIENT_ACCESS_OR_READONLY", "entity type cannot be written here: " + type.label());
        }
    }

    private static void stamp(Map<String, @Nullable Object> values, Unit unit) {
        values.put("LastModifiedDate", unit.now());
        values.put("SystemModstamp", unit.now());
        values.put("LastModifiedById", unit.userId());
    }
}
