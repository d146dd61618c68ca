package dev.handrail.api.mcp;

import dev.handrail.api.problem.Problem;
import dev.handrail.api.tool.CallReply;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Answers a model can act on: the same content structured and as text. */
final class McpAnswers {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private McpAnswers() {}

    static CallToolResult of(CallReply reply) {
        Map<String, Object> content = JSON.convertValue(reply, OBJECT);
        return result(content, JSON.writeValueAsString(content), false);
    }

    static CallToolResult of(Object content) {
        Map<String, Object> structured = JSON.convertValue(content, OBJECT);
        return result(structured, JSON.writeValueAsString(structured), false);
    }

    static CallToolResult refused(CallReply reply) {
        Map<String, Object> content = JSON.convertValue(reply, OBJECT);
        return result(content, "%s: %s".formatted(reply.code(), reply.message()), true);
    }

    static CallToolResult problem(Problem problem) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("status", "refused");
        content.put("code", problem.code());
        content.put("message", problem.detail());
        if (!problem.errors().isEmpty()) {
            content.put("errors", JSON.convertValue(problem.errors(), Object.class));
        }
        if (problem.retryAfterSeconds() != null) {
            content.put("retryAfterSeconds", problem.retryAfterSeconds());
        }
        String fields = problem.errors().size() < 2
                ? problem.detail()
                : problem.errors().stream()
                        .map(error -> error.field() + " " + error.message())
                        .collect(Collectors.joining("; "));
        return result(content, "%s: %s".formatted(problem.code(), fields), true);
    }

    private static CallToolResult result(Map<String, Object> content, String text, boolean error) {
        return CallToolResult.builder()
                .structuredContent(content)
                .addTextContent(text)
                .isError(error)
                .build();
    }
}
