package dev.handrail.simulator.salesforce.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** All objects of the org. */
public final class Schema {

    private static final Map<String, String> CHILD_NAMES = Map.of(
            "Opportunity", "Opportunities",
            "OpportunityContactRole", "OpportunityContactRoles",
            "CampaignMember", "CampaignMembers",
            "Contact", "Contacts",
            "Account", "ChildAccounts",
            "Task", "Tasks",
            "Event", "Events",
            "Note", "Notes");

    private final Map<String, ObjectType> types = new LinkedHashMap<>();

    /** The standard objects with the custom fields that Handrail needs. */
    public static Schema standard() {
        var schema = new Schema();
        SalesObjects.all().forEach(schema::put);
        ActivityObjects.all().forEach(schema::put);
        SetupObjects.all().forEach(schema::put);
        HandrailFields.addTo(schema);
        return schema;
    }

    private void put(ObjectType type) {
        types.put(type.name().toLowerCase(Locale.ROOT), type);
    }

    public Collection<ObjectType> types() {
        return types.values();
    }

    public Optional<ObjectType> type(String anyCase) {
        return Optional.ofNullable(types.get(anyCase.toLowerCase(Locale.ROOT)));
    }

    /** One that is known to be there. */
    public ObjectType known(String name) {
        return type(name).orElseThrow(() -> new IllegalArgumentException("There is no object " + name));
    }

    public Optional<ObjectType> byPrefix(String prefix) {
        return types.values().stream()
                .filter(type -> type.prefix().equals(prefix))
                .findFirst();
    }

    public List<ChildRelationship> children(ObjectType parent) {
        var children = new ArrayList<ChildRelationship>();
        for (ObjectType child : types.values()) {
            if (!child.writable()) continue;
            for (Field field : child.fields()) {
                if (!field.referenceTo().contains(parent.name())
                        || parent.name().equals("User")) continue;
                String name = child.custom()
                        ? child.plural().replace(" ", "") + "__r"
                        : CHILD_NAMES.getOrDefault(child.name(), child.plural().replace(" ", ""));
                children.add(new ChildRelationship(name, child, field, field.is(Field.Trait.CASCADE)));
            }
        }
        return children;
    }

    /** Adds a custom object with its system fields and a name. */
    public ObjectType addObject(String name, String label, String plural) {
        if (!name.endsWith("__c")) throw new IllegalArgumentException("A custom object's name ends with __c");
        if (type(name).isPresent()) throw new IllegalArgumentException("There is an object " + name + " already");
        String prefix = String.format(
                "a%02d", types.values().stream().filter(ObjectType::custom).count());
        var type = new ObjectType(name, label, plural, prefix, true)
                .add(Field.id(), Field.text("Name", label + " Name", 80).with(Field.Trait.NAME));
        SystemFields.addTo(type, true);
        put(type);
        return type;
    }

    /** Adds a custom field, or changes a field in place. */
    public void putField(ObjectType type, Field field) {
        if (type.field(field.name()).isEmpty() && !field.custom()) {
            throw new IllegalArgumentException("A custom field's name ends with __c");
        }
        type.put(field);
    }
}
