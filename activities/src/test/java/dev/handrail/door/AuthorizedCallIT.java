package dev.handrail.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.approval.Authorization;
import dev.handrail.authorization.Decision;
import dev.handrail.authorization.DecisionVerdict;
import dev.handrail.authorization.SignalledDecision;
import dev.handrail.call.CallResult;
import dev.handrail.call.CallResult.Status;
import dev.handrail.call.Refusal;
import dev.handrail.call.ToolCall;
import dev.handrail.limit.LimitRules;
import dev.handrail.tool.Undo;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthorizedCallIT extends DoorScenario {

    @Test
    void runsOnceAPersonHasApprovedExactlyThis() {
        String id = run("upsert_lead", DANA).crmRecordId();
        ToolCall convert = call("convert_lead", Map.of("leadId", id));
        CallResult asks = run(convert);
        assertThat(asks.status()).isEqualTo(Status.AUTHORIZATION_REQUIRED);
        String authorization = asks.authorization().id();

        assertThat(run(convert.authorizedBy(authorization)).status())
                .as("nobody decided yet")
                .isEqualTo(Status.AUTHORIZATION_REQUIRED);
        assertThat(decide(authorization, "approver-1", "d1").accepted()).isTrue();
        CallResult done = run(convert.authorizedBy(authorization));

        assertThat(done.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(done.undo()).isEqualTo(Undo.IRREVERSIBLE);
        assertThat(done.data()).containsKeys("contactId", "accountId");
    }

    @Test
    void showsTheRecordToWhoeverDecides() {
        String id = run("upsert_lead", DANA).crmRecordId();
        String authorization =
                run(call("convert_lead", Map.of("leadId", id))).authorization().id();

        assertThat(authorizations.find(tenant, authorization).orElseThrow().before())
                .containsEntry("email", "dana@mmm.example.com");
    }

    @Test
    void theSameAskedTwiceWaitsOnce() {
        String id = run("upsert_lead", DANA).crmRecordId();
        Map<String, Object> arguments = Map.of("leadId", id);
        String authorization = run("convert_lead", arguments).authorization().id();

        CallResult again = run("convert_lead", arguments);
        assertThat(again.code()).isEqualTo(Refusal.ALREADY_ASKED.code());
        assertThat(again.message()).contains(authorization);

        authorizations.decide(tenant, new Decision("d1", authorization, Decision.Verdict.DENIED, "approver-1", null));
        assertThat(run("convert_lead", arguments).status()).isEqualTo(Status.AUTHORIZATION_REQUIRED);
        assertThat(run(call("flow/meant", "convert_lead", arguments, "meant twice", true))
                        .status())
                .isEqualTo(Status.AUTHORIZATION_REQUIRED);
    }

    @Test
    void asksNobodyAboutARecordThatIsNotThere() {
        assertThat(run("convert_lead", Map.of("leadId", "L-1001")).code()).isEqualTo(Refusal.NOT_FOUND.code());
    }

    @Test
    void asksAgainWhenTheRecordChangedAfterTheApproval() {
        String id = run("upsert_lead", DANA).crmRecordId();
        ToolCall convert = call("convert_lead", Map.of("leadId", id));
        String authorization = run(convert).authorization().id();
        decide(authorization, "approver-1", "d1");
        run("update_lead_status", Map.of("leadId", id, "status", "Disqualified"));

        CallResult again = run(convert.authorizedBy(authorization));

        assertThat(again.status()).isEqualTo(Status.AUTHORIZATION_REQUIRED);
        assertThat(again.authorization().id()).isNotEqualTo(authorization);
    }

    /** Found by a stranger: the card showed a creation, and a real lead was overwritten. */
    @Test
    void anUpsertShowsTheLeadOfItsAddressAndAsksAgainWhenThereIsOneAfterAll() {
        door = doorWith("""
                version: 1
                rules:
                  - name: titles
                    tools: [upsert_lead]
                    when: has(args.title)
                    permission: requires_authorization
                    reason: Titles need a person
                """, LimitRules.defaults());
        ToolCall janitor = call("upsert_lead", Map.of("email", "dana@mmm.example.com", "title", "Janitor"));
        String ofNobody = run(janitor).authorization().id();
        assertThat(authorizations.find(tenant, ofNobody).orElseThrow().before()).isEmpty();
        decide(ofNobody, "approver-1", "d1");
        String lead = run("create_lead", DANA).crmRecordId();

        CallResult again = run(janitor.authorizedBy(ofNobody));

        assertThat(again.status()).isEqualTo(Status.AUTHORIZATION_REQUIRED);
        Authorization ofDana =
                authorizations.find(tenant, again.authorization().id()).orElseThrow();
        assertThat(ofDana.crmRecordId()).isEqualTo(lead);
        assertThat(ofDana.before()).containsEntry("lastName", "Reyes");
        decide(ofDana.id(), "approver-1", "d2");
        assertThat(run(janitor.authorizedBy(ofDana.id())).status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void decidesOnceAndNeverByWhoeverAsked() {
        String id = run("upsert_lead", DANA).crmRecordId();
        String authorization =
                run(call("convert_lead", Map.of("leadId", id))).authorization().id();

        assertThat(decide(authorization, "agent", "d0").reason()).contains("Whoever asked");
        assertThat(decide(authorization, "somebody", "d0").reason()).contains("not an approver");
        assertThat(decide(authorization, "approver-1", "d1").accepted()).isTrue();
        assertThat(decide(authorization, "approver-1", "d1").accepted())
                .as("sent twice")
                .isTrue();
        assertThat(decide(authorization, "approver-2", "d2").reason()).contains("already authorized");
        assertThat(authorizations.closeUndecided(tenant, authorization, Authorization.Status.EXPIRED))
                .isFalse();
    }

    @Test
    void aSignalDecidesOnlyWithACodeOfOurs() {
        String code = authorizations.decisionCode(tenant, "auth-1", "approver-1");

        assertThat(authorizations.signalled(tenant, new SignalledDecision("auth-1", "authorized", code, null)))
                .hasValueSatisfying(decision -> assertThat(decision.by()).isEqualTo("approver-1"));
        assertThat(authorizations.signalled(tenant, new SignalledDecision("auth-2", "authorized", code, null)))
                .isEmpty();
        assertThat(authorizations.signalled(
                        tenant,
                        new SignalledDecision("auth-1", "authorized", code.replace("approver-1", "approver-2"), null)))
                .isEmpty();
        assertThat(authorizations.signalled(tenant, new SignalledDecision("auth-1", "maybe", code, null)))
                .isEmpty();
    }

    private DecisionVerdict decide(String authorization, String person, String id) {
        return authorizations.decide(
                tenant, new Decision(id, authorization, Decision.Verdict.AUTHORIZED, person, null));
    }
}
