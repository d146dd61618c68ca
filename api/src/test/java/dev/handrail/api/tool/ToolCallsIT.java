package dev.handrail.api.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.api.ApiUnderTest;
import dev.handrail.api.Leads;
import dev.handrail.api.Requests;
import dev.handrail.api.Requests.Answer;
import dev.handrail.call.Role;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Scope;
import dev.handrail.office.OfficeConnector;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolCallsIT {

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final Requests agent = api.as("acme", "bot", Role.AGENT);
    private final Requests stranger = api.as("other", "bot", Role.AGENT);

    private static String note(String text) {
        return "{\"arguments\":{\"text\":\"%s\",\"leadId\":\"%s\"}}".formatted(text, unique());
    }

    private static String unique() {
        return Leads.newId();
    }

    @Test
    void answersTheResultOfAQuickCall() {
        Answer answer = agent.post("/api/tools/add_note/calls", note("Called back"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.field("status")).isEqualTo("succeeded");
        assertThat(answer.json().at("/result/crmRecordId").asString()).isEqualTo("00T1");
        assertThat(answer.json().at("/result/data/by").asString()).isEqualTo(agent.actor());
        Answer again = agent.get("/api/calls/" + answer.field("id"));
        assertThat(again.field("status")).as(again.text()).isEqualTo("succeeded");
        assertThat(again.field("tool")).isEqualTo("add_note");
    }

    @Test
    void answersARefusalWithWhatToDo() {
        Answer answer = agent.post("/api/tools/add_note/calls", note("refuse"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.field("status")).as(answer.text()).isEqualTo("refused");
        assertThat(answer.field("code")).isEqualTo("rule_violated");
        assertThat(answer.field("message")).contains("write what happened");
    }

    @Test
    void answersRunningWithAnIdWhenACallTakesLong() {
        Answer answer = agent.post("/api/tools/add_note/calls", note("slow"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.field("status")).isEqualTo("running");
        assertThat(agent.get("/api/calls/" + answer.field("id")).field("status"))
                .isEqualTo("running");
    }

    @Test
    void hidesACallFromOtherTenants() {
        Answer answer = agent.post("/api/tools/add_note/calls", note("Private"));

        Answer peeked = stranger.get("/api/calls/" + answer.field("id"));

        assertThat(peeked.status()).isEqualTo(404);
        assertThat(peeked.field("code")).isEqualTo("call_not_found");
        assertThat(stranger.get("/api/calls/" + answer.field("workflowId")).status())
                .isEqualTo(404);
    }

    @Test
    void joinsTheSameCallAndRefusesAnotherUnderTheSameKey() {
        String key = unique();
        String body = note("Once");

        Answer first = agent.post("/api/tools/add_note/calls", body, "Idempotency-Key", key);
        Answer again = agent.post("/api/tools/add_note/calls", body, "Idempotency-Key", key);
        Answer other = agent.post("/api/tools/add_note/calls", note("Other"), "Idempotency-Key", key);

        assertThat(first.field("status")).as(first.text()).isEqualTo("succeeded");
        assertThat(again.field("id")).isEqualTo(first.field("id"));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.field("code")).isEqualTo("key_reused");
    }

    /** Or whoever may approve could let their own wish be asked for under another's name. */
    @Test
    void refusesAKeyOfAnotherCaller() {
        String key = unique();
        agent.post("/api/tools/add_note/calls", note("Once"), "Idempotency-Key", key);

        Answer other = api.as("acme", "other bot", Role.AGENT, Role.APPROVER)
                .post("/api/tools/add_note/calls", note("Once"), "Idempotency-Key", key);

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.field("code")).isEqualTo("key_reused");
    }

    @Test
    void namesEveryArgumentThatIsWrongAndWhatIsAllowed() {
        Answer answer = agent.post(
                "/api/tools/update_lead_status/calls", "{\"arguments\":{\"status\":\"Sold\",\"color\":\"red\"}}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field("code")).isEqualTo("invalid_arguments");
        assertThat(answer.text())
                .contains("leadId", "is required", "color", "is not a known field", "Disqualified")
                .doesNotContain("Sold");
    }

    @Test
    void saysWhatToCallInsteadOfAToolThereIsNot() {
        Answer near = agent.post("/api/tools/create_leads/calls", "{\"arguments\":{}}");
        Answer denied = agent.post("/api/tools/delete_lead/calls", "{\"arguments\":{}}");

        assertThat(near.status()).isEqualTo(404);
        assertThat(near.field("code")).isEqualTo("unknown_tool");
        assertThat(near.field("detail")).contains("create_");
        assertThat(denied.field("detail")).contains("Disqualified");
    }

    @Test
    void readsWithoutAWorkflow() {
        String lead = api.bean(OfficeConnector.class)
                .create(
                        new Scope("acme", "test", "test"),
                        RecordType.LEAD,
                        Map.of("email", unique() + "@mmm.example.com"),
                        unique())
                .after()
                .ref()
                .id();

        Answer answer = agent.post(
                "/api/tools/validate_existing_fields/calls", "{\"arguments\":{\"leadId\":\"%s\"}}".formatted(lead));
        Answer unknown =
                agent.post("/api/tools/validate_existing_fields/calls", "{\"arguments\":{\"leadId\":\"00Q1\"}}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.field("status")).isEqualTo("succeeded");
        assertThat(answer.json().has("id")).isFalse();
        assertThat(unknown.field("status")).as(unknown.text()).isEqualTo("refused");
    }

    @Test
    void listsTheToolsOfACallerByDomain() {
        Answer answer = agent.get("/api/capabilities");

        assertThat(answer.json().path("success").asBoolean()).isTrue();
        assertThat(answer.json().at("/data/version").asString()).isEqualTo("1.0");
        assertThat(answer.json().at("/data/domains/0/domain").asString()).isEqualTo("lead_lifecycle");
        assertThat(answer.json().at("/data/domains/0/actions/0/parameters/type").asString())
                .isEqualTo("object");
        assertThat(answer.json().at("/data/data_types").toString())
                .contains("\"type\":\"tickets\"", "\"status\"", "\"line_items\"");
        Requests viewer = api.as("acme", "eve", Role.VIEWER);
        assertThat(viewer.get("/api/capabilities").json().at("/data/domains").size())
                .isZero();
    }
}
