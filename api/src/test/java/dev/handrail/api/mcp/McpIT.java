package dev.handrail.api.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.api.ApiUnderTest;
import dev.handrail.api.Leads;
import dev.handrail.api.PythonTool;
import dev.handrail.api.Requests;
import dev.handrail.api.Requests.Answer;
import dev.handrail.call.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class McpIT {

    private static final String BOTH = "application/json, text/event-stream";

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final Requests agent = api.as("acme", "bot", Role.AGENT);

    private Answer send(String method, Object parameters) {
        String message = JsonMapper.shared()
                .writeValueAsString(Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", parameters));
        return agent.post("/mcp", message, "Accept", BOTH);
    }

    private JsonNode call(String tool, Map<String, Object> arguments) {
        Answer answer = send("tools/call", Map.of("name", tool, "arguments", arguments));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("result");
    }

    @Test
    void servesTheOfficialPythonClient() throws Exception {
        PythonTool python = PythonTool.installed("mcp", "mcp==2.3.0");
        Path script = Path.of("src/test/python/mcp_client.py").toAbsolutePath();

        String output = python.run(List.of(script.toString(), api.address() + "/mcp", agent.key(), Leads.newId()));

        JsonNode seen = JsonMapper.shared().readTree(output.lines().toList().getLast());
        assertThat(seen.path("server").asString()).as(output).isEqualTo("handrail");
        assertThat(seen.path("tools").toString()).contains("upsert_lead", "match_account", "get_call_status");
        assertThat(seen.at("/note/status").asString()).isEqualTo("succeeded");
        assertThat(seen.at("/wrong/isError").asBoolean()).isTrue();
        assertThat(seen.at("/wrong/text").asString()).contains("invalid_arguments", "leadId");
        assertThat(seen.at("/convert/status").asString()).isEqualTo("authorization_required");
        assertThat(seen.at("/convert/queue_id").asString()).isNotEmpty();
        assertThat(seen.at("/asked/status").asString()).isEqualTo("authorization_required");
    }

    @Test
    void listsToolsWithHintsAndAsksForReasoningWhereItMatters() {
        JsonNode tools = send("tools/list", Map.of()).json().at("/result/tools");

        JsonNode read = tool(tools, "validate_existing_fields");
        JsonNode update = tool(tools, "set_opportunity_value");
        assertThat(read.at("/annotations/readOnlyHint").asBoolean()).isTrue();
        assertThat(read.at("/inputSchema/properties").has("reasoning")).isFalse();
        assertThat(update.at("/annotations/destructiveHint").asBoolean()).isTrue();
        assertThat(update.at("/inputSchema/properties").has("reasoning")).isTrue();
        assertThat(update.at("/inputSchema/required").toString()).doesNotContain("reasoning");
    }

    private static JsonNode tool(JsonNode tools, String name) {
        for (JsonNode tool : tools) {
            if (tool.path("name").asString().equals(name)) {
                return tool;
            }
        }
        throw new AssertionError("No tool " + name);
    }

    @Test
    void takesReasoningAsAPropertyAndDoesNotPassItOn() {
        JsonNode result = call(
                "set_opportunity_value",
                Map.of("opportunityId", Leads.newId(), "amount", 10, "reasoning", "The customer added seats"));

        assertThat(result.at("/structuredContent/status").asString())
                .as(result.toString())
                .isEqualTo("succeeded");
    }

    @Test
    void takesTheKeyFromMeta() {
        Map<String, Object> meta = Map.of("handrail/idempotencyKey", Leads.newId());
        Map<String, Object> arguments = Map.of("text", "Once", "leadId", Leads.newId());

        JsonNode first = send("tools/call", Map.of("name", "add_note", "arguments", arguments, "_meta", meta))
                .json();
        JsonNode other = send(
                        "tools/call", Map.of("name", "add_note", "arguments", Map.of("text", "Another"), "_meta", meta))
                .json();

        assertThat(first.at("/result/structuredContent/status").asString()).isEqualTo("succeeded");
        assertThat(other.at("/result/isError").asBoolean()).isTrue();
        assertThat(other.at("/result/structuredContent/code").asString()).isEqualTo("key_reused");
    }

    @Test
    void tellsAModelWhatToDoAboutARefusal() {
        JsonNode refused = call("add_note", Map.of("text", "refuse", "leadId", Leads.newId()));
        JsonNode unknown = call("delete_lead", Map.of());

        assertThat(refused.path("isError").asBoolean()).isTrue();
        assertThat(refused.at("/content/0/text").asString()).contains("write what happened");
        assertThat(unknown.path("isError").asBoolean()).as(unknown.toString()).isTrue();
        assertThat(unknown.at("/content/0/text").asString()).contains("Disqualified");
    }

    @Test
    void refusesNulInArguments() {
        assertThat(call("add_note", Map.of("text", "a\u0000b"))
                        .at("/structuredContent/code")
                        .asString())
                .isEqualTo("invalid_text");
    }

    @Test
    void letsOnlyAgentsIn() {
        Requests viewer = api.as("acme", "eve", Role.VIEWER);

        assertThat(viewer.post("/mcp", "{}", "Accept", BOTH).field("code")).isEqualTo("role_required");
        assertThat(viewer.get("/mcp/status").json().path("tools").asInt()).isGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "{\"jsonrpc\":\"2.0\"}", "{\"method\":1}", "\u0000", "[[[["})
    void answersABodyThatIsNoMessageWithAProblem(String body) {
        Answer refused = agent.post("/mcp", body, "Accept", BOTH);

        assertThat(refused.status()).as(refused.text()).isBetween(400, 499);
        assertThat(refused.text()).doesNotContain("stackTrace", "Exception");
    }

    @Test
    void answersRequestsThatAreNotMcpWithoutAStackTrace() {
        assertThat(agent.post("/mcp", "{}").status()).isEqualTo(406);
        assertThat(agent.get("/mcp").status()).isEqualTo(405);
        assertThat(agent.delete("/mcp").status()).isEqualTo(405);
        assertThat(agent.post("/mcp", "{}", "Accept", BOTH, "Content-Type", "text/plain")
                        .status())
                .isEqualTo(415);
        assertThat(agent.post("/mcp", "{\"x\":\"" + "x".repeat(2_000_000) + "\"}", "Accept", BOTH)
                        .status())
                .isEqualTo(413);
        Answer origin = agent.post(
                "/mcp",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}",
                "Accept",
                BOTH,
                "Origin",
                "http://evil.test");
        assertThat(origin.status()).isEqualTo(403);
        assertThat(origin.field("code")).isEqualTo("origin_not_allowed");
    }
}
