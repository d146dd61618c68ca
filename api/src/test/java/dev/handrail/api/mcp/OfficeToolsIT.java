package dev.handrail.api.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.api.ApiUnderTest;
import dev.handrail.api.Leads;
import dev.handrail.api.Requests;
import dev.handrail.api.Requests.Answer;
import dev.handrail.call.Role;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OfficeToolsIT {

    private final Requests agent = ApiUnderTest.shared().as("acme", "bot", Role.AGENT);

    private Answer send(String method, Object parameters) {
        String message = JsonMapper.shared()
                .writeValueAsString(Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", parameters));
        return agent.post("/mcp", message, "Accept", "application/json, text/event-stream");
    }

    private JsonNode call(String tool, Map<String, Object> arguments) {
        Answer answer = send("tools/call", Map.of("name", tool, "arguments", arguments));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("result");
    }

    @Test
    void anAddedMethodIsSeenEverywhereAndCanBeCalled() {
        assertThat(agent.get("/api/capabilities").text()).contains("\"contact_adopt_pet\"", "What the pet is called");
        assertThat(call("crm_capabilities", Map.of())
                        .at("/structuredContent/domains/1")
                        .toString())
                .contains("\"contact\"", "adopt_pet (soft_limit)");
        assertThat(call("crm_capabilities", Map.of("domain", "contact"))
                        .at("/structuredContent/data/domains/0/actions/1/parameters")
                        .toString())
                .isNotEmpty();

        JsonNode done = call(
                "crm_action",
                Map.of(
                        "domain", "contact",
                        "action", "adopt_pet",
                        "data", Map.of("id", Leads.newId(), "pet", "Rex"),
                        "reasoning", "The customer said so"));

        assertThat(done.at("/structuredContent/status").asString())
                .as(done.toString())
                .isEqualTo("succeeded");
        assertThat(done.at("/structuredContent/tool").asString()).isEqualTo("contact_adopt_pet");
    }

    @Test
    void saysWhatThereIsInsteadOfAnActionOrDomainThatIsNotThere() {
        assertThat(call("crm_action", Map.of("domain", "ticket", "action", "delete", "data", Map.of()))
                        .at("/content/0/text")
                        .asString())
                .contains("unknown_action", "cancel", "reschedule");
        assertThat(call("crm_action", Map.of("domain", "pets", "action", "adopt", "data", Map.of()))
                        .at("/content/0/text")
                        .asString())
                .contains("is one of ticket, contact, invoice, lead, message, service");
        assertThat(call("crm_action", Map.of("domain", "contact", "action", "create", "data", Map.of("nme", "Ann")))
                        .at("/content/0/text")
                        .asString())
                .contains("invalid_arguments", "nme");
    }

    @Test
    void theListOfToolsStaysSmall() {
        String tools = send("tools/list", Map.of()).json().at("/result/tools").toString();

        assertThat(tools).contains("crm_action", "crm_capabilities").doesNotContain("ticket_create");
        assertThat(tools.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(25_000);
    }
}
