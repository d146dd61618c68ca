package dev.handrail.door;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.Tool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** Holds arguments against the tool's JSON Schema. */
public final class ArgumentCheck {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, Schema> schemas = new LinkedHashMap<>();

    public ArgumentCheck(Catalog catalog) {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        for (Tool tool : catalog.all()) {
            schemas.put(tool.name(), registry.getSchema(JSON.writeValueAsString(tool.inputSchema()), InputFormat.JSON));
        }
    }

    /** @param field the argument, as a dotted path; empty for the arguments as a whole */
    public record Violation(String field, String message) {}

    public List<Violation> violations(Tool tool, Map<String, Object> arguments) {
        Schema schema = Objects.requireNonNull(schemas.get(tool.name()));
        return schema.validate(JSON.valueToTree(arguments)).stream()
                .map(ArgumentCheck::violation)
                .toList();
    }

    private static Violation violation(Error error) {
        String path =
                error.getInstanceLocation().toString().replaceFirst("^/", "").replace('/', '.');
        String property = error.getProperty();
        String field = property == null ? path : path.isEmpty() ? property : path + "." + property;
        return new Violation(field, "%s: %s".formatted(field.isEmpty() ? "arguments" : field, plain(error)));
    }

    /** The validator's words without the value, which may be personal. */
    private static String plain(Error error) {
        return switch (String.valueOf(error.getKeyword())) {
            case "required" -> "is required";
            case "additionalProperties" -> "is not an argument of this tool";
            case "enum" -> "must be one of " + List.of(error.getArguments()).getFirst();
            case "type" -> "has the wrong type: " + error.getMessage();
            case "pattern" -> "does not have the right form";
            default -> String.valueOf(error.getMessage());
        };
    }
}
