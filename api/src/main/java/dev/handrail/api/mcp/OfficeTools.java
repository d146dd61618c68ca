package dev.handrail.api.mcp;

import dev.handrail.api.problem.FailureProblems;
import dev.handrail.api.problem.Problem;
import dev.handrail.api.security.Caller;
import dev.handrail.api.tool.Capabilities;
import dev.handrail.api.tool.ToolCalls;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.Category;
import dev.handrail.tool.Permission;
import dev.handrail.tool.Tool;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Seed 002's first layer: two tools stand for all actions of the office's domains. */
@Component
class OfficeTools {

    private static final String CAPABILITIES = "crm_capabilities";
    private static final String ACTION = "crm_action";

    static final List<String> NAMES = List.of(CAPABILITIES, ACTION);

    private final Catalog catalog;
    private final ToolCalls calls;

    OfficeTools(Catalog catalog, ToolCalls calls) {
        this.catalog = catalog;
        this.calls = calls;
    }

    List<SyncToolSpecification> specifications() {
        return List.of(
                new SyncToolSpecification(capabilitiesTool(), this::capabilities),
                new SyncToolSpecification(actionTool(), this::action));
    }

    private CallToolResult capabilities(McpTransportContext context, CallToolRequest request) {
        try {
            Caller caller = McpTools.caller(context);
            Object domain = McpTools.arguments(request).get("domain");
            List<Tool> tools = caller.mayCallTools()
                    ? catalog.all().stream()
                            .filter(tool -> tool.permission() != Permission.FORBIDDEN)
                            .toList()
                    : List.of();
            return McpAnswers.of(
                    domain == null
                            ? overview(tools)
                            : Capabilities.of(tools.stream()
                                    .filter(tool -> tool.category() == domain(domain))
                                    .toList()));
        } catch (RuntimeException e) {
            return McpAnswers.problem(FailureProblems.of(e));
        }
    }

    /** Without the schemas, which are long; a domain's are a question away. */
    private static Map<String, Object> overview(List<Tool> tools) {
        List<Map<String, Object>> domains = Stream.of(Category.values())
                .filter(Category::isDomain)
                .map(category -> Map.<String, Object>of(
                        "domain",
                        category.label(),
                        "actions",
                        tools.stream()
                                .filter(tool -> tool.category() == category)
                                .map(tool -> "%s (%s)"
                                        .formatted(
                                                tool.action(), tool.permission().label()))
                                .toList()))
                .toList();
        return Map.of(
                "domains", domains, "next", "Call crm_capabilities with a domain for the parameters of its actions");
    }

    private CallToolResult action(McpTransportContext context, CallToolRequest request) {
        return McpTools.answer(() -> {
            Map<String, Object> arguments = McpTools.arguments(request);
            Map<String, Object> meta = request.meta() == null ? Map.of() : request.meta();
            Category domain = domain(arguments.get("domain"));
            Tool tool = tool(domain, arguments.get("action"));
            return calls.call(
                    McpTools.caller(context),
                    tool.name(),
                    data(domain, tool, arguments.get("data")),
                    McpTools.text(arguments.get(McpTools.REASONING)),
                    McpTools.text(meta.get(McpTools.KEY_META)),
                    McpTools.text(meta.get(McpTools.CALLBACK_META)));
        });
    }

    private static Category domain(@Nullable Object name) {
        return Stream.of(Category.values())
                .filter(category -> category.isDomain() && category.label().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> Problem.badField("unknown_domain", "domain", "is one of " + String.join(", ", domains()))
                                .toException());
    }

    private Tool tool(Category domain, @Nullable Object action) {
        return catalog.find(domain.label() + "_" + action)
                .filter(tool -> tool.category() == domain)
                .orElseThrow(() -> Problem.badField(
                                "unknown_action",
                                "action",
                                "is none of the domain %s; nearest: %s"
                                        .formatted(domain.label(), String.join(", ", nearest(domain, action))))
                        .toException());
    }

    private List<String> nearest(Category domain, @Nullable Object action) {
        String name = domain.label() + "_" + action;
        List<String> ofDomain = catalog.all().stream()
                .filter(tool -> tool.category() == domain)
                .map(Tool::action)
                .toList();
        List<String> alike = catalog.nearest(name).stream()
                .map(catalog::tool)
                .filter(tool -> tool.category() == domain)
                .map(Tool::action)
                .toList();
        return alike.isEmpty() || alike.size() > 2 ? ofDomain : alike;
    }

    /** The domain's own record may be called {@code id}, as seed 002 does. */
    private static Map<String, Object> data(Category domain, Tool tool, @Nullable Object given) {
        Map<String, Object> data = new LinkedHashMap<>();
        if (given instanceof Map<?, ?> object) {
            object.forEach((name, value) -> data.put(String.valueOf(name), value));
        } else if (given != null) {
            throw Problem.badField("invalid_arguments", "data", "is an object with the action's parameters")
                    .toException();
        }
        String own = domain.label() + "Id";
        boolean takesIt = tool.parameters().stream()
                .anyMatch(parameter -> parameter.name().equals(own));
        if (takesIt && data.containsKey("id") && !data.containsKey(own)) {
            data.put(own, data.remove("id"));
        }
        return data;
    }

    private static List<String> domains() {
        return Stream.of(Category.values())
                .filter(Category::isDomain)
                .map(Category::label)
                .toList();
    }

    private static McpSchema.Tool capabilitiesTool() {
        return tool(
                CAPABILITIES,
                "What the office can do",
                "The office's domains with their actions and permissions; with a domain, the parameters of each action.",
                Map.of("domain", choice("A domain, for its parameters")),
                List.of(),
                true);
    }

    private static McpSchema.Tool actionTool() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("domain", choice("The action's domain"));
        properties.put("action", Map.of("type", "string", "description", "Its name; crm_capabilities lists them"));
        properties.put(
                "data",
                Map.of("type", "object", "description", "Its parameters; id may stand for the domain's own record"));
        properties.put(
                McpTools.REASONING,
                Map.of(
                        "type",
                        "string",
                        "maxLength",
                        4000,
                        "description",
                        "Why; soft_limit actions need it, and people who are asked read it"));
        return tool(
                ACTION,
                "Do something in the office",
                "Runs one action of the office: contacts, tickets (appointments), services, invoices, leads, messages.",
                properties,
                List.of("domain", "action", "data"),
                false);
    }

    private static Map<String, Object> choice(String description) {
        return Map.of("type", "string", "enum", domains(), "description", description);
    }

    private static McpSchema.Tool tool(
            String name,
            String title,
            String description,
            Map<String, Object> properties,
            List<String> required,
            boolean reads) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", new ArrayList<>(required));
        schema.put("additionalProperties", false);
        return McpSchema.Tool.builder(name, schema)
                .title(title)
                .description(description)
                .annotations(ToolAnnotations.builder()
                        .title(title)
                        .readOnlyHint(reads)
                        .destructiveHint(!reads)
                        .idempotentHint(reads)
                        .openWorldHint(false)
                        .build())
                .build();
    }
}
