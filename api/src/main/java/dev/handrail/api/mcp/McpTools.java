package dev.handrail.api.mcp;

import dev.handrail.api.problem.FailureProblems;
import dev.handrail.api.request.Parameters;
import dev.handrail.api.request.StrictJson;
import dev.handrail.api.security.Caller;
import dev.handrail.api.tool.CallReply;
import dev.handrail.api.tool.CallStatus;
import dev.handrail.api.tool.ToolCalls;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.Effect;
import dev.handrail.tool.Permission;
import dev.handrail.tool.Tool;
import dev.handrail.tool.Undo;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The catalog's tools as MCP tools, those of the office's domains excepted, which {@link OfficeTools} stands for. A call goes the same way as {@code POST /api/tools/{name}/calls}.
 */
@Component
class McpTools {

    /** In the transport context: who calls. */
    static final String CALLER = "caller";

    static final String STATUS_TOOL = "get_call_status";

    static final String REASONING = "reasoning";
    private static final String REASONING_META = "handrail/reasoning";
    static final String KEY_META = "handrail/idempotencyKey";
    static final String CALLBACK_META = "handrail/callback";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(25);

    private final Catalog catalog;
    private final ToolCalls calls;
    private final CallStatus status;

    McpTools(Catalog catalog, ToolCalls calls, CallStatus status) {
        this.catalog = catalog;
        this.calls = calls;
        this.status = status;
    }

    List<SyncToolSpecification> specifications() {
        return Stream.concat(
                        catalog.all().stream()
                                .filter(tool -> tool.permission() != Permission.FORBIDDEN
                                        && !tool.category().isDomain())
                                .map(tool -> new SyncToolSpecification(
                                        listed(tool), (context, request) -> call(context, tool, request))),
                        Stream.of(new SyncToolSpecification(statusTool(), this::status)))
                .toList();
    }

    private static McpSchema.Tool listed(Tool tool) {
        return McpSchema.Tool.builder(tool.name(), ShortSchema.of(schema(tool)))
                .title(tool.title())
                .description(description(tool))
                .annotations(ToolAnnotations.builder()
                        .readOnlyHint(tool.readOnly())
                        .destructiveHint(tool.effect() == Effect.UPDATE)
                        .idempotentHint(tool.effect() != Effect.APPEND)
                        .build())
                .build();
    }

    private static String description(Tool tool) {
        String undo = tool.undo() == Undo.IRREVERSIBLE ? " Cannot be undone." : "";
        String permission = switch (tool.permission()) {
            case UNRESTRICTED, FORBIDDEN -> "";
            case SOFT_LIMIT -> " Say why in reasoning.";
            case REQUIRES_AUTHORIZATION -> " Waits for a person; say why in reasoning.";
        };
        return tool.description().contains("Cannot be undone")
                ? tool.description() + permission
                : tool.description() + undo + permission;
    }

    /** With a property for the reasoning where it matters: models cannot set {@code _meta}. */
    private static Map<String, Object> schema(Tool tool) {
        if (!asksForReasoning(tool)) {
            return tool.inputSchema();
        }
        Map<String, Object> schema = new LinkedHashMap<>(tool.inputSchema());
        Map<String, Object> properties = new LinkedHashMap<>();
        if (schema.get("properties") instanceof Map<?, ?> declared) {
            declared.forEach((name, property) -> properties.put(String.valueOf(name), property));
        }
        properties.put(
                REASONING,
                Map.of("type", "string", "maxLength", 4000, "description", "Why this should be done, for the record"));
        schema.put("properties", properties);
        return schema;
    }

    private static boolean asksForReasoning(Tool tool) {
        return tool.permission() != Permission.UNRESTRICTED;
    }

    private CallToolResult call(McpTransportContext context, Tool tool, CallToolRequest request) {
        return answer(() -> {
            Map<String, Object> arguments = arguments(request);
            Map<String, Object> meta = request.meta() == null ? Map.of() : request.meta();
            String reasoning = text(meta.get(REASONING_META));
            if (asksForReasoning(tool) && arguments.remove(REASONING) instanceof String given) {
                reasoning = given;
            }
            return calls.call(
                    caller(context),
                    tool.name(),
                    arguments,
                    reasoning,
                    text(meta.get(KEY_META)),
                    text(meta.get(CALLBACK_META)));
        });
    }

    private CallToolResult status(McpTransportContext context, CallToolRequest request) {
        return answer(() -> {
            Map<String, Object> arguments = arguments(request);
            Object wait = arguments.get("wait");
            return status.find(
                    caller(context).tenant(),
                    String.valueOf(arguments.get("id")),
                    Parameters.wait(wait == null ? null : wait.toString(), LONGEST_WAIT));
        });
    }

    static CallToolResult answer(Supplier<CallReply> call) {
        try {
            CallReply reply = call.get();
            return reply.isProblem() ? McpAnswers.refused(reply) : McpAnswers.of(reply);
        } catch (RuntimeException e) {
            return McpAnswers.problem(FailureProblems.of(e));
        }
    }

    private static McpSchema.Tool statusTool() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("id", Map.of("type", "string", "description", "Id of the call, as it was answered"));
        properties.put(
                "wait",
                Map.of(
                        "type",
                        "integer",
                        "minimum",
                        0,
                        "maximum",
                        LONGEST_WAIT.toSeconds(),
                        "description",
                        "Seconds to wait for a change"));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", List.of("id"));
        schema.put("additionalProperties", false);
        return McpSchema.Tool.builder(STATUS_TOOL, schema)
                .title("Get call status")
                .description("How a tool call stands that answered running or authorization_required.")
                .annotations(ToolAnnotations.builder()
                        .title("Get call status")
                        .readOnlyHint(true)
                        .destructiveHint(false)
                        .idempotentHint(true)
                        .openWorldHint(false)
                        .build())
                .build();
    }

    static Map<String, Object> arguments(CallToolRequest request) {
        Map<String, Object> arguments =
                request.arguments() == null ? new LinkedHashMap<>() : new LinkedHashMap<>(request.arguments());
        StrictJson.checkTexts(StrictJson.toTree(arguments));
        return arguments;
    }

    static Caller caller(McpTransportContext context) {
        if (context.get(CALLER) instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("An MCP request came without a credential");
    }

    static @Nullable String text(@Nullable Object value) {
        return value instanceof String text ? text : null;
    }
}
