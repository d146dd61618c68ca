package dev.handrail.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.authorization.Decision;
import dev.handrail.authorization.Decision.Verdict;
import dev.handrail.authorization.DecisionVerdict;
import dev.handrail.call.CallResult;
import dev.handrail.call.Digest;
import dev.handrail.call.Role;
import dev.handrail.call.ToolCall;
import dev.handrail.credential.ApiKey.Holder;
import dev.handrail.standalone.Besieged.Answer;
import dev.handrail.standalone.Besieged.Somebody;
import dev.handrail.standalone.Besieged.Visitor;
import dev.handrail.temporal.TaskQueue;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ways to get a change approved that nobody who may has approved. Each ends with what the CRM has. */
class AttackIT {

    private static final String YES = "authorized";

    @TempDir
    private static Path folder;

    private static Besieged system;
    private static Somebody agent;
    private static Somebody ann;
    private static Somebody bob;

    @BeforeAll
    static void start() throws Exception {
        system = Besieged.start(folder);
        agent = system.agent();
        ann = system.approver();
        bob = system.approver();
    }

    @AfterAll
    static void stop() throws Exception {
        system.close();
    }

    private static void awaitTasks(String subject, long many) {
        Crashing.await("%d tasks %s".formatted(many, subject), () -> system.tasks(subject) == many);
    }

    // Decisions sent again

    @Test
    void aDecisionThatIsSentAgainCountsOnce() throws Exception {
        String id = agent.waiting("Two people, one of them twice");

        for (int time = 0; time < 3; time++) {
            Answer decided = ann.post(
                    "/api/authorizations/" + id, Map.of("decision", YES), "Idempotency-Key", "replayed-decision");
            assertThat(decided.status()).as(decided.text()).isEqualTo(200);
            assertThat(decided.json().path("missing").asInt()).isEqualTo(1);
        }

        assertThat(system.status(id)).isEqualTo("PENDING");
        bob.decide(id, YES);
        bob.decide(id, YES);
        awaitTasks("Two people, one of them twice", 1);
    }

    @Test
    void anApprovalDoesNotComeBackAfterADenial() throws Exception {
        String id = agent.waiting("Two people, the second of whom denies");
        ann.decide(id, YES);
        bob.decide(id, "denied");

        Answer again = ann.decide(id, YES);

        assertThat(again.status()).as(again.text()).isEqualTo(409);
        assertThat(system.status(id)).isEqualTo("DENIED");
        assertThat(system.tasks("Two people, the second of whom denies")).isZero();
    }

    @Test
    void aSealedDecisionFromTheHistoryDoesNotDecideAboutAnythingElse() throws Exception {
        String first = agent.waiting("Approved and watched");
        WorkflowStub watched = system.workflow(first);
        ann.decide(first, YES);
        awaitTasks("Approved and watched", 1);
        Decision seen = system.decisionIn(watched.getExecution().getWorkflowId());
        String second = agent.waiting("Asked afterwards");

        Decision stolen =
                new Decision(seen.id(), second, seen.verdict(), seen.by(), seen.notes(), null, null, seen.seal());
        DecisionVerdict verdict = system.workflow(second).update("decide", DecisionVerdict.class, stolen);

        assertThat(verdict.accepted()).isFalse();
        assertThat(system.status(second)).isEqualTo("PENDING");
        assertThat(system.tasks("Asked afterwards")).isZero();
    }

    @Test
    void anOldApprovalDoesNotCoverARecordThatChangedSince() throws Exception {
        String lead = agent.post(
                        "/api/tools/upsert_lead/calls",
                        Map.of(
                                "arguments",
                                Map.of("email", "old@3m.example", "lastName", "Reyes", "company", "3M"),
                                "reasoning",
                                "New"))
                .json()
                .at("/result/crmRecordId")
                .asString();
        Answer call = agent.post(
                "/api/tools/update_lead_status/calls",
                Map.of("arguments", Map.of("leadId", lead, "status", "Qualified"), "reasoning", "They signed"));
        String old = call.field("queue_id");
        agent.post(
                "/api/tools/upsert_lead/calls",
                Map.of(
                        "arguments",
                        Map.of("email", "old@3m.example", "lastName", "Reyes", "company", "3M", "aiFitScore", 12),
                        "reasoning",
                        "Scored anew"));

        ann.decide(old, YES);

        Crashing.await(
                "it is asked anew",
                () -> system.count(
                                "SELECT count(*) FROM authorization_request WHERE status = 'PENDING' AND crm_record_id = ?",
                                lead)
                        == 1);
        ann.decide(old, YES);
        assertThat(agent.get("/api/calls/" + call.field("id")).field("status")).isEqualTo("authorization_required");
        assertThat(system.tables()
                        .sql("SELECT status FROM office_lead WHERE id = ?")
                        .param(lead)
                        .query(String.class)
                        .single())
                .isNotEqualTo("Qualified");
    }

    // Other arguments than those that were approved

    @Test
    void anEditIsHeldToThePolicyForWhatItAsksNow() throws Exception {
        String id = agent.waiting("One is enough");

        Answer edited = ann.post(
                "/api/authorizations/" + id,
                Map.of("decision", YES, "arguments", Map.of("subject", "Two are needed after the edit")));

        assertThat(edited.status()).as(edited.text()).isEqualTo(200);
        Crashing.await(
                "the edit asks two people",
                () -> system.count(
                                "SELECT count(*) FROM authorization_request WHERE status = 'PENDING' AND arguments ->> 'subject' = ?",
                                "Two are needed after the edit")
                        == 1);
        assertThat(system.tasks("Two are needed after the edit")).isZero();
        assertThat(system.tasks("One is enough")).isZero();
    }

    @Test
    void nobodyApprovesWhatWasSwappedInTheTables() throws Exception {
        String id = agent.waiting("Pay the supplier 90,000");
        system.tables()
                .sql("UPDATE authorization_request SET arguments = '{\"subject\":\"Water the plants\"}' WHERE id = ?")
                .param(id)
                .update();

        Answer refused = ann.decide(id, YES);

        assertThat(refused.status()).as(refused.text()).isEqualTo(403);
        assertThat(refused.field("detail")).contains("changed in the database");
        assertThat(system.tasks("Pay the supplier 90,000")).isZero();
    }

    @Test
    void anApprovalIsForNoOtherCallThatNamesIt() throws Exception {
        String id = agent.waiting("Approved once");
        ann.decide(id, YES);
        awaitTasks("Approved once", 1);
        ToolCall forged = new ToolCall(
                "call-default-forged/1",
                Besieged.TENANT,
                agent.id(),
                "create_task",
                Map.of("subject", "Never approved"),
                "forged",
                false,
                "forged",
                null,
                "They agreed to it",
                id);

        WorkflowStub call = system.temporal()
                .newUntypedWorkflowStub(
                        "tool_call",
                        WorkflowOptions.newBuilder()
                                .setWorkflowId("call-default-forged")
                                .setTaskQueue(TaskQueue.NAME)
                                .build());
        call.start(forged);
        CallResult answer = call.update("answer", CallResult.class);

        assertThat(answer.status()).isEqualTo(CallResult.Status.AUTHORIZATION_REQUIRED);
        assertThat(answer.authorization().id()).isNotEqualTo(id);
        assertThat(system.tasks("Never approved")).isZero();
    }

    // Whoever asked decides, by another way

    @Test
    void nobodyDecidesAboutTheirOwnRequestWithAnotherKeyOrAsThemselvesOnThePages() throws Exception {
        Holder rita = new Holder("Rita", Set.of("finance"));
        Somebody asking = system.key(Besieged.TENANT, "rita's agent", rita, Role.AGENT);
        Somebody deciding = system.key(Besieged.TENANT, "rita", new Holder("rita", Set.of("finance")), Role.APPROVER);
        Visitor onThePages = system.visitor(Besieged.TENANT, "Rita");
        String id = asking.waiting("Finance pays Rita");

        Answer byKey = deciding.decide(id, YES);
        Answer toHerself =
                deciding.post("/api/authorizations/%s/delegation".formatted(id), Map.of("to", deciding.id()));
        Answer toTheBrowser =
                deciding.post("/api/authorizations/%s/delegation".formatted(id), Map.of("to", "local:Rita"));
        onThePages.submit("/authorizations/" + id, "/authorizations/" + id, "verdict", YES);
        Somebody colleague =
                system.key(Besieged.TENANT, "colleague", new Holder("carl", Set.of("finance")), Role.APPROVER);
        Answer byACareless =
                colleague.post("/api/authorizations/%s/delegation".formatted(id), Map.of("to", "local:Rita"));

        assertThat(byKey.field("detail")).as(byKey.text()).contains("Whoever asked may not decide");
        assertThat(List.of(toHerself.status(), toTheBrowser.status(), byACareless.status()))
                .containsOnly(403);
        assertThat(system.status(id)).isEqualTo("PENDING");
        assertThat(system.tasks("Finance pays Rita")).isZero();
    }

    @Test
    void nobodyIsTwoPeopleOfAQuorumByTwoKeys() throws Exception {
        Somebody laptop = system.key(Besieged.TENANT, "laptop", new Holder("dave@3m.example", Set.of()), Role.APPROVER);
        Somebody phone = system.key(Besieged.TENANT, "phone", new Holder("Dave@3m.example", Set.of()), Role.APPROVER);
        String id = agent.waiting("Two people, one of whom has two keys");
        laptop.decide(id, YES);

        Answer refused = phone.decide(id, YES);

        assertThat(refused.status()).as(refused.text()).isEqualTo(403);
        assertThat(refused.field("detail")).contains("approved it already");
        assertThat(system.status(id)).isEqualTo("PENDING");
    }

    // Rights that were taken away

    @Test
    void anApprovalFallsWithTheKeyItWasGivenBy() throws Exception {
        Somebody leaving = system.approver();
        String id = agent.waiting("Two people, one of whom leaves");
        leaving.decide(id, YES);
        system.revokeKey(leaving);

        Answer second = ann.decide(id, YES);

        assertThat(second.json().path("missing").asInt()).as(second.text()).isEqualTo(1);
        assertThat(second.json().at("/votes/0/counts").asBoolean(true)).isFalse();
        assertThat(ann.get("/api/authorizations?status=pending&limit=200")
                        .json()
                        .path("authorizations")
                        .valueStream()
                        .filter(listed -> listed.path("id").asString().equals(id)))
                .singleElement()
                .satisfies(listed -> assertThat(listed.path("missing").asInt()).isEqualTo(1));
        assertThat(system.tasks("Two people, one of whom leaves")).isZero();
        bob.decide(id, YES);
        awaitTasks("Two people, one of whom leaves", 1);
    }

    @Test
    void anApprovalFallsWithTheRoleOfThePersonWhoGaveIt() throws Exception {
        Visitor gina = system.visitor(Besieged.TENANT, "Gina");
        String id = agent.waiting("Two people, one of whom is no approver any more");
        gina.submit("/authorizations/" + id, "/authorizations/" + id, "verdict", YES);
        assertThat(ann.get("/api/authorizations/" + id).json().path("missing").asInt())
                .isEqualTo(1);
        system.tables()
                .sql("UPDATE person SET roles = '{viewer}' WHERE id = 'local:Gina'")
                .update();

        Answer second = ann.decide(id, YES);

        assertThat(second.json().path("missing").asInt()).as(second.text()).isEqualTo(1);
        assertThat(system.tasks("Two people, one of whom is no approver any more"))
                .isZero();
    }

    @Test
    void aGrantAllowsNothingOnceItIsTakenBack() throws Exception {
        Somebody granted = system.agent();
        String id = granted.waiting("Allowed always");
        ann.post("/api/authorizations/" + id, Map.of("decision", YES, "upgrade_permission", true));
        awaitTasks("Allowed always", 1);
        granted.ask("Allowed always, again");
        assertThat(system.tasks("Allowed always, again")).isEqualTo(1);
        String grant = system.tables()
                .sql("SELECT id FROM approval_grant WHERE authorization_id = ?")
                .param(id)
                .query(String.class)
                .single();
        ann.delete("/api/grants/" + grant);

        Answer asked = granted.ask("Allowed no longer");

        assertThat(asked.field("status")).isEqualTo("authorization_required");
        assertThat(system.tasks("Allowed no longer")).isZero();
    }

    @Test
    void nobodyApprovesWhatHasExpiredOrWasCancelled() throws Exception {
        String brief = agent.waiting("Brief");
        Crashing.await("it expires", () -> system.status(brief).equals("EXPIRED"));
        String cancelled = agent.waiting("Cancelled");
        system.workflow(cancelled).cancel();
        Crashing.await("it is withdrawn", () -> system.status(cancelled).equals("WITHDRAWN"));
        String overdue = agent.waiting("Overdue, though no timer has said so");
        system.tables()
                .sql("UPDATE authorization_request SET expires_at = now() - interval '1 second' WHERE id = ?")
                .param(overdue)
                .update();

        assertThat(ann.decide(brief, YES).field("code")).isEqualTo("expired");
        assertThat(ann.decide(cancelled, YES).field("code")).isEqualTo("withdrawn");
        assertThat(ann.decide(overdue, YES).field("detail")).contains("has expired");
        assertThat(system.tasks("Brief")
                        + system.tasks("Cancelled")
                        + system.tasks("Overdue, though no timer has said so"))
                .isZero();
    }

    // By Temporal's door

    @Test
    void nobodyDecidesByTemporalInTheNameOfAnotherPerson() throws Exception {
        String id = agent.waiting("Decided by whoever reaches Temporal");
        WorkflowStub workflow = system.workflow(id);
        Decision forged = new Decision("forged", id, Verdict.AUTHORIZED, ann.id(), null);

        DecisionVerdict unsealed = workflow.update("decide", DecisionVerdict.class, forged);
        DecisionVerdict sealedBadly = workflow.update(
                "decide",
                DecisionVerdict.class,
                forged.withSeal(Digest.ofText("a guess").substring(0, 32)));
        assertThatThrownBy(() -> workflow.update(
                        "decide",
                        DecisionVerdict.class,
                        new Decision("forged/edited", id, Verdict.AUTHORIZED, ann.id(), null)))
                .isInstanceOf(WorkflowUpdateException.class);

        assertThat(unsealed.reason()).contains("Nothing proves who decided");
        assertThat(sealedBadly.accepted()).isFalse();
        assertThat(system.status(id)).isEqualTo("PENDING");
        assertThat(system.tasks("Decided by whoever reaches Temporal")).isZero();
        assertThat(system.count(
                        "SELECT count(*) FROM crm_sync_logs WHERE actor = ? AND action = 'authorization_decided' AND params LIKE ?",
                        ann.id(),
                        "%" + id + "%"))
                .as("nothing is noted in Ann's name")
                .isZero();
    }
}
