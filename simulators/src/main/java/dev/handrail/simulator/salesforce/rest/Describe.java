package dev.handrail.simulator.salesforce.rest;

import dev.handrail.simulator.salesforce.data.Values;
import dev.handrail.simulator.salesforce.schema.ChildRelationship;
import dev.handrail.simulator.salesforce.schema.Field;
import dev.handrail.simulator.salesforce.schema.Field.Trait;
import dev.handrail.simulator.salesforce.schema.FieldType;
import dev.handrail.simulator.salesforce.schema.ObjectType;
import dev.handrail.simulator.salesforce.schema.Option;
import dev.handrail.simulator.salesforce.schema.Schema;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Objects and fields as the describe resources show them. */
final class Describe {

    private Describe() {}

    /** What the list of all objects says of one. */
    static ObjectNode brief(ObjectType type, String version) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        boolean writable = type.writable();
        json.put("activateable", false);
        json.put("createable", writable);
        json.put("custom", type.custom());
        json.put("customSetting", false);
        json.put("deepCloneable", false);
        json.put("deletable", writable);
        json.put("deprecatedAndHidden", false);
        json.put("feedEnabled", false);
        json.put("hasSubtypes", false);
        json.put("isInterface", false);
        json.put("isSubtype", false);
        json.put("keyPrefix", type.prefix());
        json.put("label", type.label());
        json.put("labelPlural", type.plural());
        json.put("layoutable", writable);
        json.put(
                "mergeable",
                type.name().equals("Lead")
                        || type.name().equals("Contact")
                        || type.name().equals("Account"));
        json.put("mruEnabled", writable);
        json.put("name", type.name());
        json.put("queryable", true);
        json.put("replicateable", true);
        json.put("retrieveable", true);
        json.put("searchable", writable);
        json.put("triggerable", writable);
        json.put("undeletable", writable);
        json.put("updateable", writable);
        String base = "/services/data/" + version + "/sobjects/" + type.name();
        ObjectNode urls = json.putObject("urls");
        urls.put("sobject", base);
        urls.put("describe", base + "/describe");
        urls.put("rowTemplate", base + "/{ID}");
        return json;
    }

    static ObjectNode full(Schema schema, ObjectType type, String version) {
        ObjectNode json = brief(type, version);
        json.putArray("actionOverrides");
        ArrayNode children = json.putArray("childRelationships");
        schema.children(type).forEach(child -> children.add(child(child)));
        json.put("compactLayoutable", type.writable());
        ArrayNode fields = json.putArray("fields");
        type.fields().forEach(field -> fields.add(field(type, field)));
        json.putNull("listviewable");
        json.putNull("lookupLayoutable");
        json.putArray("namedLayoutInfos");
        json.putNull("networkScopeFieldName");
        ObjectNode recordType = json.putArray("recordTypeInfos").addObject();
        recordType.put("active", true);
        recordType.put("available", true);
        recordType.put("defaultRecordTypeMapping", true);
        recordType.put("developerName", "Master");
        recordType.put("master", true);
        recordType.put("name", "Master");
        recordType.put("recordTypeId", "012000000000000AAA");
        recordType
                .putObject("urls")
                .put(
                        "layout",
                        "/services/data/" + version + "/sobjects/" + type.name()
                                + "/describe/layouts/012000000000000AAA");
        json.put("searchLayoutable", type.writable());
        json.putArray("supportedScopes");
        return json;
    }

    private static ObjectNode child(ChildRelationship child) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("cascadeDelete", child.cascade());
        json.put("childSObject", child.child().name());
        json.put("deprecatedAndHidden", false);
        json.put("field", child.field().name());
        json.putArray("junctionIdListNames");
        json.putArray("junctionReferenceTo");
        json.put("relationshipName", child.name());
        json.put("restrictedDelete", false);
        return json;
    }

    private static ObjectNode field(ObjectType type, Field field) {
        FieldType kind = field.type();
        boolean writable = type.writable();
        boolean filterable = !field.is(Trait.UNFILTERABLE) && kind != FieldType.ADDRESS;
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("aggregatable", filterable);
        json.put("aiPredictionField", false);
        json.put("autoNumber", false);
        json.put("byteLength", field.length() * 3);
        json.put("calculated", false);
        json.putNull("calculatedFormula");
        json.put("cascadeDelete", field.is(Trait.CASCADE));
        json.put("caseSensitive", false);
        json.putNull("compoundFieldName");
        json.putNull("controllerName");
        json.put("createable", writable && field.createable());
        json.put("custom", field.custom());
        json.set("defaultValue", Values.write(field, field.initial()));
        json.putNull("defaultValueFormula");
        json.put("defaultedOnCreate", field.initial() != null || field.name().equals("OwnerId") || !field.createable());
        json.put("dependentPicklist", false);
        json.put("deprecatedAndHidden", false);
        json.put("digits", kind == FieldType.INT ? field.precision() : 0);
        json.put("displayLocationInDecimal", false);
        json.put("encrypted", false);
        json.put("externalId", field.is(Trait.EXTERNAL_ID));
        json.putNull("extraTypeInfo");
        json.put("filterable", filterable);
        json.putNull("filteredLookupInfo");
        json.put("formulaTreatNullNumberAsZero", false);
        json.put("groupable", filterable && !kind.number());
        json.put("highScaleNumber", false);
        json.put("htmlFormatted", false);
        json.put("idLookup", kind == FieldType.ID || field.is(Trait.EXTERNAL_ID) || kind == FieldType.EMAIL);
        json.putNull("inlineHelpText");
        json.put("label", field.label());
        json.put("length", field.length());
        json.putNull("mask");
        json.putNull("maskType");
        json.put("name", field.name());
        json.put("nameField", field.is(Trait.NAME));
        json.put("namePointing", field.referenceTo().size() > 1);
        json.put("nillable", nillable(field));
        json.put("permissionable", field.custom());
        ArrayNode values = json.putArray("picklistValues");
        field.options().forEach(option -> values.add(value(option)));
        json.put("polymorphicForeignKey", field.referenceTo().size() > 1);
        json.put("precision", kind == FieldType.INT ? 0 : field.precision());
        json.put("queryByDistance", false);
        json.putNull("referenceTargetField");
        field.referenceTo().forEach(json.putArray("referenceTo")::add);
        json.put("relationshipName", field.relationship());
        json.putNull("relationshipOrder");
        json.put("restrictedDelete", false);
        json.put("restrictedPicklist", field.is(Trait.RESTRICTED));
        json.put("scale", field.scale());
        json.put("searchPrefilterable", false);
        json.put("soapType", kind.soap());
        json.put("sortable", filterable);
        json.put("type", kind.described());
        json.put("unique", field.is(Trait.UNIQUE));
        json.put("updateable", writable && field.updateable());
        json.put("writeRequiresMasterRead", false);
        return json;
    }

    private static boolean nillable(Field field) {
        return !field.is(Trait.REQUIRED)
                && field.type() != FieldType.ID
                && field.type() != FieldType.BOOLEAN
                && !field.name().equals("OwnerId")
                && !field.name().equals("Status");
    }

    private static ObjectNode value(Option option) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("active", true);
        json.put("defaultValue", option.chosenAtFirst());
        json.put("label", option.value());
        json.putNull("validFor");
        json.put("value", option.value());
        return json;
    }
}
