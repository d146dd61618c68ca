package dev.handrail.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.audit.AuditFilter;
import dev.handrail.audit.AuditRow;
import dev.handrail.authorization.Decision;
import dev.handrail.authorization.Decision.Verdict;
import dev.handrail.authorization.DecisionVerdict;
import dev.handrail.call.CallResult;
import dev.handrail.call.CallResult.Status;
import dev.handrail.call.Refusal;
import dev.handrail.limit.LimitRules;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What conditions read, and what becomes of a ruling. */
class PolicyAtTheDoorIT extends DoorScenario {

    @Test
    void aConditionReadsTheRecordAsTheCrmHasIt() {
        judgeBy("""
                  - name: high-fit
                    tools: [update_lead_status]
                    when: record.aiFitScore > 80 && lead.email.endsWith('@mmm.example.com')
                    permission: requires_authorization
                    reason: ${record.lastName} has a score of ${record.aiFitScore}
                """);
        String high = run("upsert_lead", DANA).crmRecordId();
        String low = run("upsert_lead", Map.of("email", "lee@x.example.com", "lastName", "Lee", "aiFitScore", 10))
                .crmRecordId();

        CallResult asked = disqualify(high);
        assertThat(asked.status()).isEqualTo(Status.AUTHORIZATION_REQUIRED);
        assertThat(asked.message()).isEqualTo("“Reyes” has a score of 91");
        assertThat(disqualify(low).status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void aFieldThatTheRecordDoesNotHaveAsksRatherThanLetsThrough() {
        judgeBy("""
                  - {name: tickets, tools: [update_lead_status], when: record.tickets > 0, permission: requires_authorization, reason: Ask}
                """);
        String id = run("upsert_lead", DANA).crmRecordId();

        CallResult asked = disqualify(id);

        assertThat(asked.status()).isEqualTo(Status.AUTHORIZATION_REQUIRED);
        assertThat(asked.message()).isEqualTo("Ask (its condition could not be evaluated: tickets is missing)");
    }

    @Test
    void aRecordThatIsNotThereIsNotFoundRatherThanForbidden() {
        judgeBy("""
                  - {name: tickets, tools: [update_lead_status], when: record.tickets > 0, permission: forbidden, reason: No}
                """);

        assertThat(disqualify("00Qnothing").code()).isEqualTo(Refusal.NOT_FOUND.code());
    }

    @Test
    void aConditionCountsWhatTheActorAndTheRecordWentThrough() {
        String id = run("upsert_lead", DANA).crmRecordId();
        judgeBy("""
                  - {name: busy, tools: [create_task], when: history.calls_last_hour >= 3, permission: forbidden, reason: Slow down}
                  - {name: restless, tools: [update_lead_status], when: history.changes_today >= 2, permission: forbidden, reason: Leave it alone}
                """);

        assertThat(run("create_task", Map.of("subject", "One")).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(disqualify(id).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(run("create_task", Map.of("subject", "Two")).message()).isEqualTo("Slow down");
        assertThat(disqualify(id).message()).isEqualTo("Leave it alone");
    }

    @Test
    void aConditionKnowsWhoAsks() {
        judgeBy("""
                  - {name: agents, tools: [create_task], when: actor.kind == 'agent' && 'agent' in actor.roles, permission: forbidden, reason: No agents}
                """);

        assertThat(run("create_task", Map.of("subject", "One")).message()).isEqualTo("No agents");
    }

    @Test
    void keepsTheWholeRulingForThoseWhoDecide() {
        judgeBy("""
                  - name: tasks
                    tools: [create_task]
                    permission: requires_authorization
                    reason: Ask
                    approvals: 2
                    group: sales
                    expiresAfter: 2h
                    remindAfter: 10m
                    escalateAfter: 1h
                    escalateTo: bosses
                    mayDelegate: true
                """);

        CallResult asked = run("create_task", Map.of("subject", "One"));

        JsonNode ruling = JsonMapper.shared()
                .readTree(database.tenants()
                        .in(
                                tenant,
                                () -> database.jdbc()
                                        .sql("SELECT ruling FROM authorization_request WHERE id = ?")
                                        .param(asked.authorization().id())
                                        .query(String.class)
                                        .single()));
        assertThat(ruling.path("rule").stringValue()).isEqualTo("tasks");
        assertThat(ruling.path("line").intValue()).isEqualTo(3);
        assertThat(ruling.path("terms").toString())
                .isEqualTo(
                        "{\"approvals\":2,\"group\":\"sales\",\"expiresAfter\":\"PT2H\",\"remindAfter\":\"PT10M\",\"escalateAfter\":\"PT1H\",\"escalateTo\":\"bosses\",\"mayDelegate\":true}");
        assertThat(ruling.path("policyHash").stringValue())
                .isEqualTo(policies.of(tenant).hash());
    }

    /** Found by a stranger: a space in front hid a subject from the rule, and the CRM took the space away. */
    @Test
    void judgesWhatWillBeWrittenNotTheSpaceAroundIt() {
        judgeBy("""
                  - {name: contracts, tools: [create_task], when: "args.subject.startsWith('Contract')", permission: forbidden, reason: Not by an agent}
                """);

        assertThat(run("create_task", Map.of("subject", " Contract of 3M ")).code())
                .isEqualTo("forbidden_by_policy");
    }

    @Test
    void anApprovalUnderAnotherVersionOfThePolicyIsAskedForAgain() {
        judgeBy("  - {name: tasks, tools: [create_task], permission: requires_authorization, reason: Ask}\n");
        var call = call("create_task", Map.of("subject", "One"));
        String authorization = run(call).authorization().id();
        decide(authorization, Verdict.AUTHORIZED);

        policies.apply(
                tenant,
                "version: 1\nrules:\n  - {name: tasks, permission: requires_authorization, reason: Ask}\n",
                "admin-1",
                "wider");
        CallResult again = run(call.authorizedBy(authorization));

        assertThat(again.status()).isEqualTo(Status.AUTHORIZATION_REQUIRED);
        assertThat(again.authorization().id()).isNotEqualTo(authorization);
    }

    @Test
    void theReceiptNamesThePolicyThatTheCallWasJudgedBy() {
        judgeBy("");
        run("create_task", Map.of("subject", "One"));
        String before = policies.of(tenant).hash();
        policies.apply(tenant, "version: 1 # new\n", "admin-1", "new");
        run("create_task", Map.of("subject", "Two"));

        assertThat(audit.list(tenant, new AuditFilter(null, "create_task", null, null, null, null), null, 10)
                        .rows())
                .extracting(AuditRow::policyHash)
                .containsExactly(policies.of(tenant).hash(), before);
    }

    private void judgeBy(String rules) {
        door = doorWith("version: 1\nrules:\n" + rules, LimitRules.defaults());
    }

    private CallResult disqualify(String lead) {
        return run("update_lead_status", Map.of("leadId", lead, "status", "Disqualified"));
    }

    private DecisionVerdict decide(String authorization, Verdict verdict) {
        return authorizations.decide(tenant, new Decision("d-" + verdict, authorization, verdict, "approver-1", null));
    }
}
