package dev.handrail.tool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything there is to say about a tool. Its JSON Schema, the MCP listing, {@code /api/capabilities} and the docs are
 * derived from this record.
 *
 * @param name snake_case, valid under the MCP specification
 * @param permission forbidden for a name on the deny list; a policy's two approvers are the only way around it
 * @param cost calls of the CRM's quota that one call takes; what the limits count
 * @param timeout how long one attempt may take; 30 seconds by seed 001 (tool execution timeout)
 */
public record Tool(
        String name,
        String title,
        String description,
        Category category,
        Permission permission,
        Undo undo,
        Effect effect,
        List<Parameter> parameters,
        int cost,
        Duration timeout) {

    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    public Tool {
        List<String> problems = new ArrayList<>();
        if (!name.matches("[a-z][a-z0-9_]{1,63}")) {
            problems.add("a name is snake_case, at most 64 characters");
        }
        if (permission != Permission.FORBIDDEN) {
            DeniedNames.reasonFor(name).ifPresent(problems::add);
        }
        if ((effect == Effect.READ) != (undo == Undo.NONE)) {
            problems.add(
                    "a tool that reads has nothing to undo, and a tool that changes something says how it is undone");
        }
        if (cost < 1) {
            problems.add("a call costs at least one call of the quota");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("Tool %s: %s".formatted(name, String.join("; ", problems)));
        }
        parameters = List.copyOf(parameters);
    }

    /** The JSON Schema (draft 2020-12) of the arguments; unknown arguments are refused. */
    public Map<String, Object> inputSchema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        parameters.forEach(parameter -> properties.put(parameter.name(), parameter.schema()));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", required());
        schema.put("additionalProperties", false);
        return schema;
    }

    /** The names of the arguments that must be given. */
    public List<String> required() {
        return parameters.stream()
                .filter(Parameter::required)
                .map(Parameter::name)
                .toList();
    }

    /** Its name within its domain: {@code cancel} for {@code ticket_cancel}. */
    public String action() {
        return category.isDomain() ? name.substring(category.label().length() + 1) : name;
    }

    /** Whether it only plans, and its calls are made one by one in a workflow of its own. */
    public boolean isErrand() {
        return category == Category.OFFICE && effect != Effect.READ;
    }

    public boolean readOnly() {
        return effect == Effect.READ;
    }
}
