package dev.handrail.simulator.salesforce.data;

import dev.handrail.simulator.salesforce.schema.Field;
import dev.handrail.simulator.salesforce.schema.Field.Trait;
import dev.handrail.simulator.salesforce.schema.FieldType;
import dev.handrail.simulator.salesforce.schema.ObjectType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the fields that a client sends for a record. */
final class Input {

    private final Org org;

    Input(Org org) {
        this.org = org;
    }

    /** By the fields' own names; null stands for a field that is to be emptied. */
    Map<String, @Nullable Object> read(ObjectType type, ObjectNode sent, boolean creating) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        var refused = new ArrayList<String>();
        for (var property : sent.properties()) {
            String name = property.getKey();
            if (name.equals("attributes")) continue;
            if (name.equalsIgnoreCase("Id")) {
                throw Refusal.of("INVALID_FIELD", "The Id field should not be specified in the sobject data.");
            }
            Field reference = type.relationship(name).orElse(null);
            if (reference != null && property.getValue() instanceof ObjectNode other) {
                values.put(reference.name(), lookedUp(reference, other));
                continue;
            }
            Field field = type.field(name)
                    .orElseThrow(() -> Refusal.of(
                            "INVALID_FIELD", "No such column '" + name + "' on sobject of type " + type.name()));
            if (creating ? !field.createable() : !field.updateable()) refused.add(field.name());
            else values.put(field.name(), value(field, property.getValue()));
        }
        if (!refused.isEmpty()) {
            throw Refusal.of(
                    "INVALID_FIELD_FOR_INSERT_UPDATE",
                    "Unable to create/update fields: " + String.join(", ", refused)
                            + ". Please check the security settings of this field and verify that it is read/write"
                            + " for your profile or permission set.",
                    refused);
        }
        return values;
    }

    private static @Nullable Object value(Field field, JsonNode node) {
        Object value = Values.read(field, node);
        if (field.type() != FieldType.REFERENCE || value == null) return value;
        return SalesforceId.canonical(value.toString())
                .orElseThrow(() -> Refusal.of(
                        "MALFORMED_ID", field.label() + ": id value of incorrect type: " + value, field.name()));
    }

    /** A reference by the other record's external id, such as {@code "Account": {"External_ID__c": "a-1"}}. */
    private String lookedUp(Field reference, ObjectNode other) {
        var keys = other.properties().stream()
                .filter(property -> !property.getKey().equals("attributes"))
                .toList();
        for (String target : reference.referenceTo()) {
            ObjectType type = org.schema().known(target);
            Field key = keys.size() == 1
                    ? type.field(keys.getFirst().getKey())
                            .filter(field -> field.is(Trait.EXTERNAL_ID))
                            .orElse(null)
                    : null;
            if (key == null) continue;
            String value = keys.getFirst().getValue().asString("");
            List<Row> found = org.database().living(type, key, value);
            if (found.size() == 1) return found.getFirst().id();
            throw Refusal.of(
                    "INVALID_FIELD",
                    "Foreign key external ID: " + value + (found.isEmpty() ? " not found" : " found several times")
                            + " for field " + key.name() + " in entity " + type.name());
        }
        throw Refusal.of(
                "INVALID_FIELD", "The relationship " + reference.relationship() + " needs one external id field");
    }
}
