package dev.handrail.simulator.salesforce.data;

import dev.handrail.simulator.salesforce.schema.Field;
import dev.handrail.simulator.salesforce.schema.ObjectType;
import dev.handrail.simulator.salesforce.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Leads and contacts with the e-mail address of another lead or contact are duplicates.
 *
 * @param active off at first
 * @param allowSave whether a client that insists may save nevertheless
 * @param message shown with the candidates
 */
public record DuplicateRule(boolean active, boolean allowSave, String message) {

    private static final Set<String> OBJECTS = Set.of("Lead", "Contact");

    public static DuplicateRule off() {
        return new DuplicateRule(false, true, "Use one of these records?");
    }

    /** @param before the record as it was, null for a new one */
    void check(Schema schema, Unit unit, @Nullable Row before, Row row) {
        if (!active || !OBJECTS.contains(row.type().name()) || row.get("Email") == null) return;
        if (before != null && row.text("Email").equalsIgnoreCase(before.text("Email"))) return;
        if (allowSave && unit.allowDuplicates()) return;
        var matches = JsonMapper.shared().createArrayNode();
        for (String name : OBJECTS.stream().sorted().toList()) {
            ObjectType type = schema.known(name);
            List<Row> found = matching(unit.database(), type, row);
            if (!found.isEmpty()) matches.add(match(type, found));
        }
        if (!matches.isEmpty()) throw Refusal.duplicates(message, result(row.type(), matches));
    }

    private static List<Row> matching(Database database, ObjectType type, Row row) {
        Field email = type.field("Email").orElseThrow();
        var found = new ArrayList<>(database.living(type, email, row.text("Email")));
        found.removeIf(other -> other.id().equals(row.id()) || other.is("IsConverted"));
        return found;
    }

    private ObjectNode result(ObjectType type, ArrayNode matches) {
        ObjectNode result = JsonMapper.shared().createObjectNode();
        result.put("allowSave", allowSave);
        result.put("duplicateRule", "Standard_" + type.name() + "_Duplicate_Rule");
        result.put("duplicateRuleEntityType", type.name());
        result.put("errorMessage", message);
        result.set("matchResults", matches);
        return result;
    }

    private static ObjectNode match(ObjectType type, List<Row> found) {
        ObjectNode match = JsonMapper.shared().createObjectNode();
        match.put("entityType", type.name());
        match.putArray("errors");
        match.put("matchEngine", "ExactMatchEngine");
        ArrayNode records = match.putArray("matchRecords");
        for (Row row : found) {
            ObjectNode record = records.addObject();
            record.putArray("additionalInformation");
            record.putArray("fieldDiffs");
            record.put("matchConfidence", 100.0);
            ObjectNode shown = record.putObject("record");
            shown.set(
                    "attributes",
                    JsonMapper.shared()
                            .valueToTree(Map.of(
                                    "type",
                                    type.name(),
                                    "url",
                                    "/services/data/v66.0/sobjects/" + type.name() + "/" + row.id())));
            shown.put("Id", row.id());
        }
        match.put("rule", "Standard_" + type.name() + "_Match_Rule_v1_0");
        match.put("size", found.size());
        match.put("success", true);
        return match;
    }
}
