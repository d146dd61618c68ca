package dev.handrail.simulator.hubspot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The definitions of properties and their groups, by type of record. */
final class Properties {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,99}");
    private static final int MOST_UNIQUE_ONES = 10;
    private static final Map<String, Set<String>> FIELDS_OF_TYPES = Map.of(
            "string", Set.of("text", "textarea", "html", "phonenumber", "file", "calculation_equation"),
            "number", Set.of("number", "calculation_equation"),
            "date", Set.of("date"),
            "datetime", Set.of("date"),
            "enumeration", Set.of("select", "radio", "checkbox", "booleancheckbox", "calculation_equation"),
            "bool", Set.of("booleancheckbox", "calculation_equation"),
            "phone_number", Set.of("phonenumber", "text"));

    private final Map<ObjectType, Map<String, Property>> living = new LinkedHashMap<>();
    private final Map<ObjectType, Map<String, Property>> archived = new LinkedHashMap<>();
    private final Map<ObjectType, Map<String, ObjectNode>> groups = new LinkedHashMap<>();

    void add(ObjectType type) {
        var itsProperties = new LinkedHashMap<String, Property>();
        for (ObjectNode brief : type.properties()) {
            Property property = Property.standard(brief);
            itsProperties.put(property.name(), property);
        }
        var itsGroups = new LinkedHashMap<String, ObjectNode>();
        type.groups().forEach((name, label) -> itsGroups.put(name, group(name, label, 0)));
        living.put(type, itsProperties);
        archived.put(type, new LinkedHashMap<>());
        groups.put(type, itsGroups);
    }

    List<Property> all(ObjectType type, boolean fromArchive) {
        return List.copyOf(of(fromArchive ? archived : living, type).values());
    }

    Optional<Property> find(ObjectType type, String name) {
        return Optional.ofNullable(of(living, type).get(name));
    }

    Property get(ObjectType type, String name, boolean fromArchive) {
        Property found = of(fromArchive ? archived : living, type).get(name);
        if (found != null) return found;
        throw HubSpotError.notFound("Property " + name + " does not exist")
                .subCategory("Properties.PROPERTY_NOT_FOUND");
    }

    /** The property, provided that it tells records apart. */
    Property unique(ObjectType type, String name) {
        return find(type, name)
                .filter(Property::unique)
                .orElseThrow(() -> HubSpotError.invalid("Property " + name + " is not a unique property of "
                        + type.upper() + ", so it cannot be used as idProperty"));
    }

    Property create(ObjectType type, Body wanted, String now) {
        for (String member : List.of("name", "label", "type", "fieldType")) wanted.required(member);
        String name = wanted.required("name");
        if (of(living, type).containsKey(name)) {
            throw HubSpotError.of(409, "OBJECT_ALREADY_EXISTS", "A property named '" + name + "' already exists.")
                    .subCategory("Properties.PROPERTY_EXISTS");
        }
        if (!NAME.matcher(name).matches()) {
            throw HubSpotError.invalid("The property name '" + name
                    + "' is not valid: it starts with a letter and holds lower-case letters, digits and underscores");
        }
        if (!type.custom()) wanted.required("groupName");
        ObjectNode definition = wanted.json().deepCopy();
        if (!definition.has("groupName"))
            definition.put("groupName", type.groups().keySet().iterator().next());
        check(type, definition);
        boolean wantsUnique = definition.path("hasUniqueValue").asBoolean(false);
        long uniqueOnes = of(living, type).values().stream()
                .filter(each -> each.unique() && !each.standard())
                .count();
        if (wantsUnique && uniqueOnes >= MOST_UNIQUE_ONES) {
            throw HubSpotError.invalid("A type of record can have " + MOST_UNIQUE_ONES + " unique properties at most");
        }
        Property property = Property.custom(definition, now);
        of(archived, type).remove(name);
        of(living, type).put(name, property);
        return property;
    }

    Property update(ObjectType type, String name, Body changes, String now) {
        Property before = get(type, name, false);
        ObjectNode wanted = changes.json();
        if (before.standard() && (wanted.has("type") || wanted.has("options"))) {
            throw HubSpotError.invalid("The definition of " + name + " is read-only");
        }
        Property after = before.with(wanted, now);
        check(type, after.json());
        of(living, type).put(name, after);
        return after;
    }

    void archive(ObjectType type, String name, String now) {
        Property property = get(type, name, false);
        if (property.standard()) throw HubSpotError.invalid("HubSpot's own property " + name + " cannot be archived");
        of(living, type).remove(name);
        of(archived, type).put(name, property.archived(now));
    }

    List<ObjectNode> groups(ObjectType type) {
        return List.copyOf(of(groups, type).values());
    }

    ObjectNode group(ObjectType type, String name) {
        ObjectNode found = of(groups, type).get(name);
        if (found != null) return found;
        throw HubSpotError.notFound("Property group " + name + " does not exist");
    }

    ObjectNode createGroup(ObjectType type, Body wanted) {
        String name = wanted.required("name");
        if (of(groups, type).containsKey(name)) {
            throw HubSpotError.of(
                    409, "OBJECT_ALREADY_EXISTS", "A property group named '" + name + "' already exists.");
        }
        ObjectNode group = group(name, wanted.required("label"), wanted.number("displayOrder", -1));
        of(groups, type).put(name, group);
        return group;
    }

    ObjectNode updateGroup(ObjectType type, String name, Body changes) {
        ObjectNode before = group(type, name);
        ObjectNode after = group(
                name,
                changes.text("label").orElse(before.path("label").asString()),
                changes.number("displayOrder", before.path("displayOrder").asInt()));
        of(groups, type).put(name, after);
        return after;
    }

    void archiveGroup(ObjectType type, String name) {
        group(type, name);
        if (of(living, type).values().stream()
                .anyMatch(property -> property.groupName().equals(name))) {
            throw HubSpotError.invalid("Property group " + name + " still has properties");
        }
        of(groups, type).remove(name);
    }

    private void check(ObjectType type, ObjectNode definition) {
        String valueType = definition.path("type").asString("");
        String fieldType = definition.path("fieldType").asString("");
        Set<String> fields = FIELDS_OF_TYPES.get(valueType);
        if (fields == null) {
            throw HubSpotError.invalidJson("Cannot deserialize value of type `PropertyType` from String \"" + valueType
                    + "\": not one of the values accepted: " + FIELDS_OF_TYPES.keySet());
        }
        if (!fields.contains(fieldType)) {
            throw HubSpotError.invalid("fieldType " + fieldType + " does not go with type " + valueType);
        }
        String group = definition.path("groupName").asString("");
        if (!of(groups, type).containsKey(group)) {
            throw HubSpotError.invalid("Property group " + group + " does not exist");
        }
        for (JsonNode option : definition.path("options")) {
            if (!option.has("value") || !option.has("label")) throw HubSpotError.missing("label", "value");
        }
        boolean needsOptions = valueType.equals("enumeration")
                && !definition.path("externalOptions").asBoolean(false);
        if (needsOptions && definition.path("options").isEmpty()) {
            throw HubSpotError.invalid("A property of type enumeration needs options");
        }
    }

    private static ObjectNode group(String name, String label, int order) {
        ObjectNode group = Json.object();
        return group.put("name", name)
                .put("label", label)
                .put("displayOrder", order)
                .put("archived", false);
    }

    private static <T> Map<String, T> of(Map<ObjectType, Map<String, T>> all, ObjectType type) {
        Map<String, T> some = all.get(type);
        if (some == null) throw new IllegalStateException("No properties are kept for " + type.name());
        return some;
    }
}
