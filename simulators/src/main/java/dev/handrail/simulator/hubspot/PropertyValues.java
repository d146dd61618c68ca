package dev.handrail.simulator.hubspot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Checks the values that a client wants to write and brings them into the form in which they are stored. */
final class PropertyValues {

    private final Properties properties;
    private final Owners owners;

    PropertyValues(Properties properties, Owners owners) {
        this.properties = properties;
        this.owners = owners;
    }

    /**
     * The stored form by name; an empty value clears.
     *
     * @param current the record to be changed, null for a new one
     * @throws HubSpotError with every value that is not valid
     */
    Map<String, String> checked(ObjectType type, JsonNode wanted, @Nullable CrmObject current) {
        if (!wanted.isObject()) throw HubSpotError.missing("properties");
        var values = new LinkedHashMap<String, String>();
        var problems = new ArrayList<ValueProblem>();
        wanted.forEachEntry((name, value) -> {
            Property property = properties.find(type, name).orElse(null);
            if (property == null) {
                problems.add(
                        new ValueProblem(name, "PROPERTY_DOESNT_EXIST", "Property \"" + name + "\" does not exist"));
            } else if (property.readOnly()) {
                problems.add(new ValueProblem(
                        name, "READ_ONLY_VALUE", "\"" + name + "\" is a read only property; its value cannot be set."));
            } else if (value.isContainer()) {
                throw HubSpotError.invalidJson("Cannot deserialize value of type `java.lang.String` for " + name);
            } else {
                String text = value.isNull() ? "" : value.asString();
                String before = current == null ? "" : current.value(name);
                values.put(name, text.isEmpty() ? "" : stored(property, text, before, problems));
            }
        });
        if (!problems.isEmpty()) throw ValueProblem.refusal(problems);
        return values;
    }

    private String stored(Property property, String text, String before, List<ValueProblem> problems) {
        String name = property.name();
        return switch (property.type()) {
            case "number" ->
                ValueFormats.number(text).map(number -> text.strip()).orElseGet(() -> {
                    problems.add(new ValueProblem(name, "INVALID_LONG", text + " was not a valid long."));
                    return "";
                });
            case "datetime" ->
                ValueFormats.time(text).map(Object::toString).orElseGet(() -> {
                    problems.add(new ValueProblem(name, "INVALID_LONG", text + " was not a valid long."));
                    return "";
                });
            case "date" ->
                ValueFormats.day(text).map(Object::toString).orElseGet(() -> {
                    problems.add(
                            ValueFormats.time(text).isPresent()
                                    ? new ValueProblem(name, "INVALID_DATE", text + " is not midnight in UTC!")
                                    : new ValueProblem(name, "INVALID_LONG", text + " was not a valid long."));
                    return "";
                });
            case "bool" ->
                ValueFormats.bool(text).map(String::valueOf).orElseGet(() -> {
                    problems.add(ValueProblem.notAnOption(name, text, List.of("true", "false")));
                    return "";
                });
            case "enumeration" -> option(property, text, before, problems);
            default -> text(property, text, problems);
        };
    }

    private String text(Property property, String text, List<ValueProblem> problems) {
        if (!property.name().equals("email")) return text;
        String email = text.strip().toLowerCase(Locale.ROOT);
        if (!ValueFormats.email(email)) {
            problems.add(new ValueProblem("email", "INVALID_EMAIL", "Email address " + text + " is invalid"));
        }
        return email;
    }

    private String option(Property property, String text, String before, List<ValueProblem> problems) {
        String name = property.name();
        if (property.json().path("referencedObjectType").asString("").equals("OWNER")) {
            if (!owners.active(text)) {
                problems.add(new ValueProblem(name, "INVALID_OWNER_ID", "\"" + text + "\" is not a valid owner."));
            }
            return text;
        }
        if (property.externalOptions()) return text;
        List<String> options = property.optionValues();
        if (!property.fieldType().equals("checkbox")) {
            if (!options.contains(text)) problems.add(ValueProblem.notAnOption(name, text, options));
            return text;
        }
        Set<String> chosen = new LinkedHashSet<>();
        if (text.startsWith(";")) chosen.addAll(split(before));
        chosen.addAll(split(text));
        for (String each : chosen)
            if (!options.contains(each)) problems.add(ValueProblem.notAnOption(name, each, options));
        return String.join(";", chosen);
    }

    private static List<String> split(String text) {
        return Arrays.stream(text.split(";"))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }
}
