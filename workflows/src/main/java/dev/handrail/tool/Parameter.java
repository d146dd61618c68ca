package dev.handrail.tool;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One argument of a tool.
 *
 * @param schema its JSON Schema (draft 2020-12), without the name; keys sorted, so that it is written the same each time
 */
public record Parameter(String name, boolean required, Map<String, Object> schema) {

    /** Pattern of a CRM record's id: 15 or 18 letters and digits in Salesforce and Office, digits in HubSpot. */
    public static final String RECORD_ID = "^[A-Za-z0-9_-]{1,40}$";

    public static final String EMAIL = "^[^@\\s]{1,64}@[^@\\s]+\\.[^@\\s]+$";

    public Parameter {
        if (!name.matches("[a-z][A-Za-z0-9]*|[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException(
                    "A parameter name is lowerCamelCase, or snake_case in seed 002's tools, not '%s'".formatted(name));
        }
        schema = sorted(schema);
    }

    private static Map<String, Object> sorted(Map<?, ?> schema) {
        Map<String, Object> sorted = new TreeMap<>();
        schema.forEach((key, value) ->
                sorted.put(String.valueOf(key), value instanceof Map<?, ?> nested ? sorted(nested) : value));
        return Collections.unmodifiableMap(sorted);
    }

    public Parameter optional() {
        return new Parameter(name, false, schema);
    }

    static Parameter text(String name, int maxLength, String description) {
        return of(name, Map.of("type", "string", "minLength", 1, "maxLength", maxLength, "description", description));
    }

    /** At most 254 characters, the limit of RFC 5321. */
    static Parameter email(String name, String description) {
        return of(name, Map.of("type", "string", "pattern", EMAIL, "maxLength", 254, "description", description));
    }

    static Parameter recordId(String name, String description) {
        return of(name, Map.of("type", "string", "pattern", RECORD_ID, "description", description));
    }

    static Parameter choice(String name, List<String> values, String description) {
        return of(name, Map.of("type", "string", "enum", values, "description", description));
    }

    static Parameter integer(String name, long minimum, long maximum, String description) {
        return of(name, Map.of("type", "integer", "minimum", minimum, "maximum", maximum, "description", description));
    }

    static Parameter number(String name, double minimum, double maximum, String description) {
        return of(name, Map.of("type", "number", "minimum", minimum, "maximum", maximum, "description", description));
    }

    static Parameter date(String name, String description) {
        return of(
                name,
                Map.of(
                        "type", "string",
                        "format", "date",
                        "pattern", "^\\d{4}-\\d{2}-\\d{2}$",
                        "description", description));
    }

    static Parameter flag(String name, String description) {
        return of(name, Map.of("type", "boolean", "description", description));
    }

    static Parameter texts(String name, List<String> approved, String description) {
        return of(
                name,
                Map.of(
                        "type",
                        "array",
                        "items",
                        Map.of("type", "string", "enum", approved),
                        "minItems",
                        1,
                        "uniqueItems",
                        true,
                        "description",
                        description));
    }

    static Parameter object(String name, Map<String, Object> properties, List<String> required, String description) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        schema.put("minProperties", 1);
        schema.put("description", description);
        return of(name, schema);
    }

    static Parameter list(String name, Map<String, Object> items, int maxItems, String description) {
        return of(
                name,
                Map.of(
                        "type", "array",
                        "items", items,
                        "minItems", 1,
                        "maxItems", maxItems,
                        "description", description));
    }

    private static Parameter of(String name, Map<String, Object> schema) {
        return new Parameter(name, true, schema);
    }
}
