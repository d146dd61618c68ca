package dev.handrail.api.request;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import dev.handrail.api.problem.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A JSON Schema (draft 2020-12) that says which field is wrong and what is allowed there, never what was sent. */
public final class SchemaCheck {

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaRegistryConfig(SchemaRegistryConfig.builder()
                    .formatAssertionsEnabled(true)
                    .pathType(PathType.LEGACY)
                    .build()));

    private static final int MOST_ERRORS = 20;

    private final JsonNode document;
    private final Schema schema;

    public SchemaCheck(JsonNode document) {
        this.document = document;
        this.schema = REGISTRY.getSchema(document);
    }

    /** Empty when the value satisfies the schema. At most 20, in the order of the schema. */
    public List<FieldError> errors(JsonNode value) {
        List<FieldError> tooLong = tooLong(value);
        if (!tooLong.isEmpty()) {
            return tooLong;
        }
        return schema.validate(value).stream()
                .map(SchemaCheck::describe)
                .distinct()
                .limit(MOST_ERRORS)
                .toList();
    }

    /** Lengths first: a pattern need not be matched against a text that is too long anyway. */
    private List<FieldError> tooLong(JsonNode value) {
        List<FieldError> errors = new ArrayList<>();
        document.path("properties").forEachEntry((name, property) -> {
            int most = property.path("maxLength").asInt(Integer.MAX_VALUE);
            JsonNode sent = value.path(name);
            if (sent.isString()
                    && sent.stringValue().codePointCount(0, sent.stringValue().length()) > most) {
                errors.add(new FieldError(name, "is longer than %d characters".formatted(most)));
            }
        });
        return errors;
    }

    private static FieldError describe(Error error) {
        String path = error.getInstanceLocation().toString();
        String at = path.equals("$") ? "" : path.startsWith("$.") ? path.substring(2) : path;
        JsonNode rule = error.getSchemaNode();
        String property = error.getProperty();
        boolean names = property != null
                && (error.getKeyword().equals("required")
                        || error.getKeyword().equals("additionalProperties")
                        || error.getKeyword().equals("unevaluatedProperties"));
        String field = names ? (at.isEmpty() ? property : at + "." + property) : at.isEmpty() ? "the body" : at;
        return new FieldError(Names.shown(field), message(error.getKeyword(), rule));
    }

    private static String message(String keyword, JsonNode rule) {
        return switch (keyword) {
            case "required" -> "is required";
            case "additionalProperties", "unevaluatedProperties" -> "is not a known field; remove it";
            case "type" -> "must be " + types(rule);
            case "enum" -> "must be one of " + list(rule);
            case "const" -> "must be " + text(rule);
            case "pattern" -> "must match " + text(rule);
            case "format" -> "must be a valid " + text(rule);
            case "minimum" -> "must be at least " + text(rule);
            case "maximum" -> "must be at most " + text(rule);
            case "minLength" -> rule.asInt(0) == 1 ? "must not be empty" : "is too short";
            case "maxLength" -> "is longer than %s characters".formatted(text(rule));
            case "minItems" -> "must have at least %s items".formatted(text(rule));
            case "maxItems" -> "must have at most %s items".formatted(text(rule));
            case "minProperties" -> "must have at least %s fields".formatted(text(rule));
            case "uniqueItems" -> "must not repeat an item";
            default -> "is not allowed (%s)".formatted(keyword);
        };
    }

    private static String types(JsonNode rule) {
        return rule.isArray() ? list(rule) : article(rule.asString("value")) + rule.asString("value");
    }

    private static String article(String word) {
        return "aeio".indexOf(word.charAt(0)) >= 0 ? "an " : "a ";
    }

    private static String list(JsonNode rule) {
        List<String> values = new ArrayList<>();
        rule.forEach(value -> values.add(text(value)));
        return String.join(", ", values);
    }

    private static String text(JsonNode rule) {
        return rule.isString() ? rule.stringValue() : rule.toString();
    }
}
