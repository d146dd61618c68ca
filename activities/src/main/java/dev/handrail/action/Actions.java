package dev.handrail.action;

import dev.handrail.tool.Catalog;
import dev.handrail.tool.Tool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The action of every tool in the catalog; a tool without one, or an action without a tool, fails at start-up. */
public final class Actions {

    private final Map<String, Action> byTool = new LinkedHashMap<>();

    public Actions(Catalog catalog) {
        this(catalog, Map.of());
    }

    /** @param ofDomains by the names of their tools */
    public Actions(Catalog catalog, Map<String, Action> ofDomains) {
        Stream.of(
                        LeadActions.all(),
                        AccountActions.all(),
                        SalesActions.all(),
                        ActivityActions.all(),
                        EnrichmentActions.all(),
                        ofDomains)
                .forEach(byTool::putAll);
        List<String> tools = catalog.all().stream().map(Tool::name).toList();
        if (!byTool.keySet().containsAll(tools) || !tools.containsAll(byTool.keySet())) {
            throw new IllegalStateException("Tools %s and actions %s differ".formatted(tools, byTool.keySet()));
        }
    }

    public Action of(Tool tool) {
        return Objects.requireNonNull(byTool.get(tool.name()));
    }
}
