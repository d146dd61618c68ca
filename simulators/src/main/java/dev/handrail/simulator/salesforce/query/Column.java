package dev.handrail.simulator.salesforce.query;

import dev.handrail.simulator.salesforce.data.Database;
import dev.handrail.simulator.salesforce.data.Row;
import dev.handrail.simulator.salesforce.schema.Field;
import dev.handrail.simulator.salesforce.schema.ObjectType;
import dev.handrail.simulator.salesforce.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of the object or of one it points to, such as {@code Account.Owner.Name}.
 *
 * @param references the fields to follow, first to last
 */
record Column(List<Field> references, Field field) {

    /**
     * @param alias other name of the object that a path may begin with, empty for none
     */
    static Column of(Schema schema, ObjectType type, String alias, String query, String path, int position) {
        var parts = new ArrayList<>(List.of(path.split("\\.")));
        if (parts.size() > 1
                && (parts.getFirst().equalsIgnoreCase(alias) || parts.getFirst().equalsIgnoreCase(type.name()))
                && type.relationship(parts.getFirst()).isEmpty()) {
            parts.removeFirst();
        }
        var references = new ArrayList<Field>();
        List<ObjectType> types = List.of(type);
        for (String relationship : parts.subList(0, parts.size() - 1)) {
            Field reference = types.stream()
                    .flatMap(each -> each.relationship(relationship).stream())
                    .findFirst()
                    .orElse(null);
            if (reference == null) {
                throw Complaint.field(
                        query,
                        position,
                        "Didn't understand relationship '" + relationship
                                + "' in field path. If you are attempting to use a custom relationship, be sure to"
                                + " append the '__r' after the custom relationship name.");
            }
            references.add(reference);
            types = reference.referenceTo().stream().map(schema::known).toList();
        }
        String name = parts.getLast();
        ObjectType owner = types.getFirst();
        Field field = types.stream()
                .flatMap(each -> each.field(name).stream())
                .findFirst()
                .orElseThrow(() -> Complaint.field(
                        query,
                        position,
                        "No such column '" + name + "' on entity '" + owner.name()
                                + "'. If you are attempting to use a custom field, be sure to append the '__c' after"
                                + " the custom field name."));
        return new Column(references, field);
    }

    @Nullable
    Object value(Database database, Row row) {
        Row at = row;
        for (Field reference : references) {
            at = target(database, at, reference);
            if (at == null) return null;
        }
        return at.get(field);
    }

    static @Nullable Row target(Database database, Row row, Field reference) {
        Object id = row.get(reference);
        return id == null ? null : database.find(id.toString()).orElse(null);
    }
}
