package dev.handrail.api.tool;

import dev.handrail.query.QueryTypes;
import dev.handrail.tool.Category;
import dev.handrail.tool.Effect;
import dev.handrail.tool.Permission;
import dev.handrail.tool.Tool;
import dev.handrail.tool.Undo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a caller may do: the shape of seed 002, derived from the catalog alone. */
public record Capabilities(boolean success, Data data) {

    public record Data(String version, List<Domain> domains, List<DataType> data_types) {}

    /** @param domain a category of tools */
    public record Domain(String domain, String description, List<ActionEntry> actions) {}

    /**
     * @param name within its domain
     * @param tool what {@code POST /api/tools/{name}/calls} calls it
     * @param parameters JSON Schema of its arguments
     */
    public record ActionEntry(
            String name,
            String tool,
            String title,
            String description,
            Category category,
            Permission permission,
            Undo undo,
            Effect effect,
            int cost,
            Map<String, Object> parameters) {}

    /** @param type what {@code crm_query} takes as its type */
    public record DataType(String type, List<String> filters, List<String> includes) {}

    public static Capabilities of(List<Tool> tools) {
        Map<Category, List<ActionEntry>> byCategory = new LinkedHashMap<>();
        tools.forEach(tool -> byCategory
                .computeIfAbsent(tool.category(), category -> new ArrayList<>())
                .add(entry(tool)));
        List<Domain> domains = byCategory.entrySet().stream()
                .map(domain -> new Domain(domain.getKey().label(), describe(domain.getKey()), domain.getValue()))
                .toList();
        return new Capabilities(true, new Data("1.0", domains, dataTypes(tools)));
    }

    private static ActionEntry entry(Tool tool) {
        return new ActionEntry(
                tool.action(),
                tool.name(),
                tool.title(),
                tool.description(),
                tool.category(),
                tool.permission(),
                tool.undo(),
                tool.effect(),
                tool.cost(),
                tool.inputSchema());
    }

    private static String describe(Category category) {
        String words = category.label().replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** What {@code crm_query} answers, for those who may call it. */
    private static List<DataType> dataTypes(List<Tool> tools) {
        return tools.stream().noneMatch(tool -> tool.name().equals("crm_query"))
                ? List.of()
                : QueryTypes.names().stream()
                        .map(type -> new DataType(type, QueryTypes.filters(type), QueryTypes.includes(type)))
                        .toList();
    }
}
