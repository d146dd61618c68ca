package dev.handrail.simulator.salesforce.query;

import dev.handrail.simulator.salesforce.data.Org;
import dev.handrail.simulator.salesforce.data.Row;
import dev.handrail.simulator.salesforce.data.Values;
import dev.handrail.simulator.salesforce.schema.ChildRelationship;
import dev.handrail.simulator.salesforce.schema.Field;
import dev.handrail.simulator.salesforce.schema.ObjectType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Which fields of the records a query shows, and their JSON. */
final class Projection {

    private record Children(ChildRelationship relation, Plan plan, Projection projection) {}

    private final Org org;
    private final String version;
    private final List<Column> columns = new ArrayList<>();
    private final List<Children> children = new ArrayList<>();

    Projection(Org org, String version, Soql query, ObjectType type, Plan plan) {
        this.org = org;
        this.version = version;
        var seen = new HashSet<String>();
        for (Soql.Item item : query.items()) {
            switch (item) {
                case Soql.Path path -> {
                    if (!seen.add(path.path().toLowerCase(Locale.ROOT))) {
                        throw Complaint.field(
                                query.text(), path.position(), "duplicate field selected: " + path.path());
                    }
                    columns.add(plan.column(path.path(), path.position()));
                }
                case Soql.Fields fields -> all(type, fields.which()).forEach(columns::add);
                case Soql.Children sub -> children.add(children(query, type, sub.query()));
            }
        }
    }

    private static List<Column> all(ObjectType type, String which) {
        return type.fields().stream()
                .filter(field -> !which.equalsIgnoreCase("CUSTOM") || field.custom())
                .filter(field -> !which.equalsIgnoreCase("STANDARD") || !field.custom())
                .map(field -> new Column(List.of(), field))
                .toList();
    }

    private Children children(Soql outer, ObjectType parent, Soql sub) {
        ChildRelationship relation = org.schema().children(parent).stream()
                .filter(each -> each.name().equalsIgnoreCase(sub.from()))
                .findFirst()
                .orElseThrow(() -> Complaint.type(outer.text(), sub.fromPosition(), sub.from()));
        var plan = new Plan(org, sub, relation.child());
        return new Children(relation, plan, new Projection(org, version, sub, relation.child(), plan));
    }

    ObjectNode show(Row row) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.set("attributes", attributes(row));
        var related = new LinkedHashMap<String, List<Column>>();
        for (Column column : columns) {
            if (column.references().isEmpty()) {
                json.set(column.field().name(), Values.write(column.field(), row.get(column.field())));
            } else {
                String name = String.valueOf(column.references().getFirst().relationship());
                if (related.putIfAbsent(name, new ArrayList<>()) == null) json.putNull(name);
                related.getOrDefault(name, List.of()).add(column);
            }
        }
        related.forEach((name, inner) -> json.set(name, nested(row, inner, 0)));
        children.forEach(each -> json.set(each.relation.name(), below(row, each)));
        return json;
    }

    private JsonNode nested(Row row, List<Column> inner, int depth) {
        Row target =
                Column.target(org.database(), row, inner.getFirst().references().get(depth));
        if (target == null) return JsonMapper.shared().getNodeFactory().nullNode();
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.set("attributes", attributes(target));
        Map<String, List<Column>> deeper = new LinkedHashMap<>();
        for (Column column : inner) {
            if (column.references().size() == depth + 1) {
                json.set(column.field().name(), Values.write(column.field(), target.get(column.field())));
            } else {
                String name = String.valueOf(column.references().get(depth + 1).relationship());
                deeper.computeIfAbsent(name, key -> new ArrayList<>()).add(column);
            }
        }
        deeper.forEach((name, columns) -> json.set(name, nested(target, columns, depth + 1)));
        return json;
    }

    private JsonNode below(Row row, Children sub) {
        var linked = org.database().living(sub.relation.child(), sub.relation.field(), row.id());
        List<Row> rows = sub.plan.rows(false, linked);
        if (rows.isEmpty()) return JsonMapper.shared().getNodeFactory().nullNode();
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("totalSize", rows.size());
        json.put("done", true);
        var records = json.putArray("records");
        rows.forEach(each -> records.add(sub.projection.show(each)));
        return json;
    }

    private ObjectNode attributes(Row row) {
        return attributes(row, version);
    }

    static ObjectNode attributes(Row row, String version) {
        ObjectNode attributes = JsonMapper.shared().createObjectNode();
        attributes.put("type", row.type().name());
        attributes.put(
                "url", "/services/data/" + version + "/sobjects/" + row.type().name() + "/" + row.id());
        return attributes;
    }

    /** All fields, or those that are named; a name that the object does not have is the caller's to refuse. */
    static ObjectNode show(Row row, String version, @Nullable List<Field> fields) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.set("attributes", attributes(row, version));
        for (Field field : fields == null ? row.type().fields() : fields) {
            json.set(field.name(), Values.write(field, row.get(field)));
        }
        return json;
    }
}
