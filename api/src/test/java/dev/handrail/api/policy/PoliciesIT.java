package dev.handrail.api.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.api.ApiUnderTest;
import dev.handrail.api.Requests;
import dev.handrail.api.Requests.Answer;
import dev.handrail.audit.AuditEntry;
import dev.handrail.audit.AuditLog;
import dev.handrail.call.CallResult;
import dev.handrail.call.Refusal;
import dev.handrail.call.Role;
import dev.handrail.call.ToolCall;
import dev.handrail.tool.Undo;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PoliciesIT {

    private static final String NO_TASKS = """
            version: 1
            rules:
              - name: no-tasks
                tools: [create_task]
                permission: forbidden
                reason: No tasks
            """;

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final String tenant = "p" + UUID.randomUUID().toString().substring(0, 8);
    private final Requests admin = api.as(tenant, "root", Role.ADMIN);
    private int calls;

    @Test
    void aTenantStartsWithTheInstallationsPolicy() {
        JsonNode policies = admin.get("/api/policies").json();

        assertThat(policies.at("/active/version").asInt()).isZero();
        assertThat(policies.at("/active/yaml").asString()).contains("deny-delete");
        assertThat(policies.path("versions")).isEmpty();
    }

    @Test
    void appliesAPolicyAndKeepsTheOneBefore() {
        Answer first = apply(NO_TASKS, "a start");
        Answer second = apply(NO_TASKS + "# changed\n", "clearer");

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.json().path("version").asInt()).isEqualTo(2);
        JsonNode policies = admin.get("/api/policies").json();
        assertThat(policies.at("/active/yaml").asString()).endsWith("# changed\n");
        assertThat(policies.at("/active/by").asString()).isEqualTo(admin.actor());
        assertThat(policies.at("/versions/1/note").asString()).isEqualTo("a start");
        assertThat(admin.get("/api/policies/1").field("yaml")).isEqualTo(NO_TASKS);
        assertThat(admin.get("/api/policies/0").field("yaml")).contains("deny-delete");
        assertThat(admin.get("/api/policies/3").field("code")).isEqualTo("policy_not_found");
    }

    @Test
    void theSameRequestAgainDoesNotBringAnOldPolicyBack() {
        String body = body(Map.of("yaml", NO_TASKS, "note", "a start"));
        admin.post("/api/policies", body, "Idempotency-Key", "once");
        apply(NO_TASKS + "# changed\n", "clearer");

        Answer again = admin.post("/api/policies", body, "Idempotency-Key", "once");

        assertThat(again.json().path("version").asInt()).isEqualTo(1);
        assertThat(admin.get("/api/policies").json().at("/active/version").asInt())
                .isEqualTo(2);
    }

    @Test
    void refusesAWrongPolicyWithAllThatIsWrong() {
        Answer refused = apply("""
                version: 1
                rules:
                  - name: typo
                    tools: [create_tasks]
                    when: args.amount >
                    permission: forbidden
                    reason: No
                """, "oops");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.field("code")).isEqualTo("policy_refused");
        assertThat(refused.field("detail"))
                .isEqualTo(
                        "policy.yaml:4: rule typo: unknown tool create_tasks; nearest create_task; and 1 more, see problems");
        assertThat(refused.json().at("/problems/1/line").asInt()).isEqualTo(5);
        assertThat(refused.json().at("/problems/1/column").asInt()).isEqualTo(24);
        assertThat(refused.json().at("/problems/1/rule").asString()).isEqualTo("typo");
        assertThat(admin.get("/api/policies").json().at("/active/version").asInt())
                .isZero();
    }

    @Test
    void asksWhyAPolicyIsApplied() {
        Answer refused = admin.post("/api/policies", body(Map.of("yaml", NO_TASKS, "note", "  ")));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.field("field")).isEqualTo("note");
    }

    @ParameterizedTest
    @EnumSource(names = {"AGENT", "PIPELINE", "OPERATOR", "APPROVER", "VIEWER"})
    void onlyAnAdministratorAppliesOrTries(Role role) {
        Requests other = api.as(tenant, "other", role);

        assertThat(other.post("/api/policies", body(Map.of("yaml", NO_TASKS, "note", "n")))
                        .status())
                .isEqualTo(403);
        assertThat(other.post("/api/policies/simulate", body(Map.of("yaml", NO_TASKS)))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void noOtherTenantSeesThem() {
        apply(NO_TASKS, "a start");
        Requests stranger = api.as(tenant + "-b", "root", Role.ADMIN);

        assertThat(stranger.get("/api/policies").json().path("versions")).isEmpty();
        assertThat(stranger.get("/api/policies/1").status()).isEqualTo(404);
    }

    @Test
    void showsWhichPastCallsWouldHaveBeenDecidedOtherwise() {
        past("create_task", Map.of("subject", "One"), succeeded());
        past("create_task", Map.of("subject", "Two"), succeeded());
        past("create_task", Map.of("subject", "Three"), CallResult.refused(Refusal.FORBIDDEN_BY_POLICY, "No", 1));
        past("create_task", Map.of("subject", ""), CallResult.refused(Refusal.INVALID_ARGUMENTS, "Empty", 1));
        past("set_opportunity_value", Map.of("opportunityId", "006", "amount", 5), succeeded());

        JsonNode replayed = simulate(NO_TASKS);

        assertThat(replayed.path("calls").asInt()).isEqualTo(4);
        assertThat(replayed.path("same").asInt()).isEqualTo(2);
        assertThat(replayed.path("different").asInt()).isEqualTo(2);
        assertThat(replayed.path("changes").toString())
                .isEqualTo(
                        "[{\"rule\":\"no-tasks\",\"line\":3,\"tool\":\"create_task\",\"was\":\"runs\",\"would\":\"forbids\",\"calls\":2}]");
        assertThat(replayed.path("examples")).hasSize(2);
        assertThat(replayed.at("/examples/0/rule").asString()).isEqualTo("no-tasks");
    }

    @Test
    void countsWhatCannotBeJudgedFromWhatIsKeptByItself() {
        past("update_lead_status", Map.of("leadId", "00Q1", "status", "Qualified"), succeeded());
        past("create_lead", Map.of("email", "dana@mmm.example.com", "lastName", "Reyes"), succeeded());
        past("create_task", Map.of("subject", "One"), succeeded());

        JsonNode replayed = simulate("""
                version: 1
                rules:
                  - {name: tickets, when: has(record.tickets) && record.tickets > 0, permission: forbidden, reason: No}
                  - {name: domain, tools: [create_lead], when: args.email.startsWith('dana'), permission: forbidden, reason: No}
                """);

        assertThat(replayed.path("open").asInt()).isEqualTo(2);
        assertThat(replayed.path("same").asInt()).isEqualTo(1);
        assertThat(replayed.path("different").asInt()).isZero();
        assertThat(replayed.path("unknown").toString())
                .contains("\"rule\":\"tickets\",\"line\":3,\"tool\":\"update_lead_status\",\"unknown\":[\"record\"]")
                .contains("\"rule\":\"domain\",\"line\":4,\"tool\":\"create_lead\",\"unknown\":[\"args.email\"]");
    }

    @Test
    void aCallThatWasAskedAboutAndThenMadeWasAskedAbout() {
        past("create_task", Map.of("subject", "One"), succeeded());
        String id = tenant + "/" + (calls - 1);
        append(
                id,
                "create_task",
                Map.of("subject", "One"),
                CallResult.authorizationRequired(
                        new CallResult.AuthorizationNeeded("auth-1", "Ask", java.time.Instant.now()), 1));

        JsonNode replayed = simulate("version: 1\n");

        assertThat(replayed.path("calls").asInt()).isEqualTo(1);
        assertThat(replayed.at("/changes/0/was").asString()).isEqualTo("asks");
        assertThat(replayed.at("/changes/0/would").asString()).isEqualTo("runs");
        assertThat(replayed.at("/changes/0").has("rule")).isTrue();
    }

    @Test
    void looksBackAsFarAsItIsAsked() {
        assertThat(admin.post("/api/policies/simulate", body(Map.of("yaml", NO_TASKS, "since", "soon")))
                        .field("field"))
                .isEqualTo("since");
        assertThat(admin.post("/api/policies/simulate", body(Map.of("yaml", "version: 2", "since", "1h")))
                        .status())
                .isEqualTo(422);
    }

    private JsonNode simulate(String yaml) {
        Answer answer = admin.post("/api/policies/simulate", body(Map.of("yaml", yaml, "since", "1h")));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private Answer apply(String yaml, String note) {
        return admin.post("/api/policies", body(Map.of("yaml", yaml, "note", note)));
    }

    private static String body(Map<String, String> members) {
        return JsonMapper.shared().writeValueAsString(members);
    }

    private static CallResult succeeded() {
        return CallResult.succeeded("00T1", Map.of(), List.of(), Undo.NONE, 1);
    }

    private void past(String tool, Map<String, Object> arguments, CallResult result) {
        append(tenant + "/" + calls++, tool, arguments, result);
    }

    private void append(String id, String tool, Map<String, Object> arguments, CallResult result) {
        admin.actor();
        ToolCall call =
                new ToolCall(id, tenant, "agent-1", tool, arguments, "key", false, "subject", null, "because", null);
        api.bean(AuditLog.class).append(AuditEntry.of(call, result));
    }
}
