package dev.handrail.simulator.hubspot;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A property's definition, kept as HubSpot shows it. */
record Property(ObjectNode json) {

    /** From the short form of the resource. */
    static Property standard(ObjectNode brief) {
        ObjectNode json = blank(brief.path("name").asString());
        for (String member : List.of("label", "type", "fieldType", "groupName")) {
            json.set(member, brief.path(member));
        }
        brief.path("options")
                .forEachEntry((value, label) -> json.withArrayProperty("options")
                        .add(option(
                                value, label.asString(), json.path("options").size())));
        json.put("hasUniqueValue", brief.path("unique").asBoolean(false));
        json.put("externalOptions", brief.path("externalOptions").asBoolean(false));
        if (brief.has("referencedObjectType")) json.set("referencedObjectType", brief.path("referencedObjectType"));
        json.put("hubspotDefined", true);
        json.set("modificationMetadata", metadata(true, brief.path("readOnly").asBoolean(false)));
        return new Property(json);
    }

    /** One of the account's own. */
    static Property custom(ObjectNode wanted, String now) {
        ObjectNode json = blank(wanted.path("name").asString());
        for (String member : SETTABLE) if (wanted.has(member)) json.set(member, wanted.path(member));
        if (wanted.path("hasUniqueValue").asBoolean(false)) json.put("hasUniqueValue", true);
        json.put("createdAt", now).put("updatedAt", now);
        json.set("modificationMetadata", metadata(false, false));
        return new Property(withWholeOptions(json));
    }

    /** What a client may say of a property, at creation and later. */
    static final Set<String> SETTABLE = Set.of(
            "label",
            "type",
            "fieldType",
            "groupName",
            "description",
            "options",
            "displayOrder",
            "hidden",
            "formField",
            "externalOptions",
            "referencedObjectType",
            "calculationFormula");

    Property with(ObjectNode changes, String now) {
        ObjectNode changed = json.deepCopy();
        for (String member : SETTABLE) if (changes.has(member)) changed.set(member, changes.path(member));
        changed.put("updatedAt", now);
        return new Property(withWholeOptions(changed));
    }

    Property archived(String now) {
        ObjectNode changed = json.deepCopy();
        changed.put("archived", true).put("archivedAt", now);
        return new Property(changed);
    }

    String name() {
        return json.path("name").asString();
    }

    String label() {
        return json.path("label").asString();
    }

    String type() {
        return json.path("type").asString();
    }

    /** Whether its values are texts, which searches compare in lower case. */
    boolean text() {
        return type().equals("string") || type().equals("phone_number");
    }

    String fieldType() {
        return json.path("fieldType").asString();
    }

    String groupName() {
        return json.path("groupName").asString();
    }

    boolean unique() {
        return json.path("hasUniqueValue").asBoolean();
    }

    boolean standard() {
        return json.path("hubspotDefined").asBoolean();
    }

    boolean externalOptions() {
        return json.path("externalOptions").asBoolean();
    }

    boolean archived() {
        return json.path("archived").asBoolean();
    }

    boolean readOnly() {
        return json.path("modificationMetadata").path("readOnlyValue").asBoolean();
    }

    List<String> optionValues() {
        var values = new ArrayList<String>();
        for (JsonNode option : json.path("options"))
            values.add(option.path("value").asString());
        return values;
    }

    private static ObjectNode blank(String name) {
        ObjectNode json = Json.object();
        json.put("name", name).put("description", "").put("displayOrder", -1);
        json.withArrayProperty("options");
        for (String flag : List.of(
                "hidden",
                "hasUniqueValue",
                "calculated",
                "externalOptions",
                "archived",
                "hubspotDefined",
                "formField")) {
            json.put(flag, false);
        }
        return json;
    }

    private static ObjectNode withWholeOptions(ObjectNode json) {
        int order = 0;
        for (JsonNode option : json.path("options")) {
            ObjectNode whole = (ObjectNode) option;
            if (!whole.has("displayOrder")) whole.put("displayOrder", order);
            if (!whole.has("hidden")) whole.put("hidden", false);
            order++;
        }
        return json;
    }

    private static ObjectNode option(String value, String label, int order) {
        ObjectNode option = Json.object();
        option.put("label", label)
                .put("value", value)
                .put("displayOrder", order)
                .put("hidden", false);
        return option;
    }

    private static ObjectNode metadata(boolean standard, boolean readOnlyValue) {
        ObjectNode metadata = Json.object();
        return metadata.put("archivable", !standard)
                .put("readOnlyDefinition", standard)
                .put("readOnlyOptions", standard)
                .put("readOnlyValue", readOnlyValue);
    }
}
