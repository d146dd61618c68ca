package dev.handrail.api.lead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.api.ApiUnderTest;
import dev.handrail.api.Leads;
import dev.handrail.api.Requests;
import dev.handrail.api.Requests.Answer;
import dev.handrail.api.web.Browser;
import dev.handrail.call.Role;
import dev.handrail.lead.GroundedLead;
import dev.handrail.lead.LeadOutcome;
import dev.handrail.lead.LeadOutcome.Result;
import dev.handrail.lead.LeadOutcome.StepStatus;
import dev.handrail.lead.LeadSubmission;
import dev.handrail.outcome.LeadStore;
import dev.handrail.tenant.TenantTransactions;
import dev.handrail.tool.Undo;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Who may have a lead undone, which, and how often. */
class LeadUndosIT {

    private static final String WHY = "{\"reason\": \"Sent twice\"}";

    private final ApiUnderTest api = ApiUnderTest.shared();
    private final Requests operator = api.as("acme", "olga", Role.OPERATOR);

    @Test
    void startsTheUndoOnce() {
        String id = stored(Result.COMPLETED);

        Answer first = operator.post("/api/leads/" + id + "/undo", WHY);
        Answer second = operator.post("/api/leads/" + id + "/undo", WHY);

        assertThat(first.status()).as(first.text()).isEqualTo(202);
        assertThat(first.field("status")).isEqualTo("UNDOING");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.field("code")).isEqualTo("already_undone");
    }

    @Test
    void answersTheSameRequestAlikeByItsKey() {
        String id = stored(Result.COMPLETED);
        String[] key = {"Idempotency-Key", "undo-" + id};

        assertThat(operator.post("/api/leads/" + id + "/undo", WHY, key).status())
                .isEqualTo(202);
        assertThat(operator.post("/api/leads/" + id + "/undo", WHY, key).status())
                .isEqualTo(202);
        Answer other = operator.post("/api/leads/" + id + "/undo", "{\"reason\": \"Another\"}", key);
        assertThat(other.field("code")).isEqualTo("key_reused");
    }

    @Test
    void countsOneOfTenWhoAskAtOnce() throws Exception {
        String id = stored(Result.COMPLETED);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> undo =
                    () -> operator.post("/api/leads/" + id + "/undo", WHY).status();
            List<Future<Integer>> all =
                    Stream.generate(() -> undo).limit(10).map(threads::submit).toList();

            int counted = 0;
            for (Future<Integer> one : all) {
                assertThat(one.get()).isIn(202, 409);
                counted += one.get() == 202 ? 1 : 0;
            }
            assertThat(counted).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BLOCKED", "REJECTED_BY_GROUNDING", "ROLLED_BACK", "DENIED", "EXPIRED"})
    void saysThatNothingIsThereToUndo(Result result) {
        assertThat(operator.post("/api/leads/" + stored(result) + "/undo", WHY).field("code"))
                .isEqualTo("nothing_to_undo");
    }

    @ParameterizedTest
    @EnumSource(names = {"UNDONE", "PARTLY_UNDONE"})
    void undoesNoUndo(Result result) {
        assertThat(operator.post("/api/leads/" + stored(result) + "/undo", WHY).field("code"))
                .isEqualTo("already_undone");
    }

    @Test
    void goesOnWithAnUndoWhoseWorkflowWasEnded() {
        String id = stored(Result.UNDOING);

        assertThat(operator.post("/api/leads/" + id + "/undo", WHY).status()).isEqualTo(202);
        assertThat(operator.post("/api/leads/" + id + "/undo", WHY).field("code"))
                .isEqualTo("already_undone");
    }

    @Test
    void saysThatARunningLeadIsToBeCancelled() {
        String id = "wait-" + Leads.newId();
        api.as("acme", "feed", Role.PIPELINE).post("/api/leads", Leads.lead(id));

        Answer refused = operator.post("/api/leads/" + id + "/undo", WHY);

        assertThat(refused.field("code")).isEqualTo("lead_running");
        assertThat(refused.field("detail")).contains("cancel it");
    }

    @Test
    void saysThatALeadIsTooOldOfWhichNothingIsStored() {
        String id = Leads.newId();
        store(id, Result.COMPLETED);

        assertThat(operator.post("/api/leads/" + id + "/undo", WHY).field("code"))
                .isEqualTo("too_old");
    }

    @Test
    void showsBeforehandWhatWouldBecomeOfEachStep() {
        String id = stored(Result.COMPLETED);

        Answer preview = operator.get("/api/leads/" + id + "/undo");

        assertThat(preview.json().at("/steps/0/step").asInt())
                .as(preview.text())
                .isEqualTo(1);
        assertThat(preview.json().at("/steps/0/would").asString()).isEqualTo("nothing_to_undo");
    }

    @Test
    void letsOperatorsAndAdministratorsUndoWithAReason() {
        String id = stored(Result.COMPLETED);
        for (Role role : List.of(Role.PIPELINE, Role.VIEWER, Role.AGENT, Role.APPROVER)) {
            assertThat(api.as("acme", "other", role)
                            .post("/api/leads/" + id + "/undo", WHY)
                            .status())
                    .as(role.label())
                    .isEqualTo(403);
        }
        assertThat(operator.post("/api/leads/" + id + "/undo", "{}").status()).isEqualTo(400);
        assertThat(operator.post("/api/leads/" + id + "/undo", "{\"reason\": \" \"}")
                        .status())
                .isEqualTo(400);
        assertThat(api.as("other", "olga", Role.OPERATOR)
                        .post("/api/leads/" + id + "/undo", WHY)
                        .status())
                .isEqualTo(404);
        assertThat(api.as("acme", "root", Role.ADMIN)
                        .post("/api/leads/" + id + "/undo", WHY)
                        .status())
                .isEqualTo(202);
    }

    @Test
    void undoesOnThePageOnlyAfterTheFormWasSentWithItsToken() {
        String id = stored(Result.COMPLETED);
        Browser olga = Browser.signedIn(api, "acme", "Olga", Role.OPERATOR);
        Browser viewer = Browser.signedIn(api, "acme", "Vic", Role.VIEWER);

        assertThat(viewer.get("/leads/" + id).text()).doesNotContain("Undo …");
        assertThat(viewer.get("/leads/" + id + "/undo").status()).isEqualTo(403);
        assertThat(olga.get("/leads/" + id).text()).contains("Undo …");
        assertThat(olga.get("/leads/" + id + "/undo").text()).contains("Undo this lead", "Nothing was changed");
        assertThat(operator.get("/api/leads/" + id).field("result")).isEqualTo("COMPLETED");
        Answer sent = olga.submit("/leads/" + id + "/undo", "/leads/" + id + "/undo", "reason", "Sent twice");
        assertThat(sent.header("Location")).endsWith("/leads/" + id);
        assertThat(operator.post("/api/leads/" + id + "/undo", WHY).field("code"))
                .isEqualTo("already_undone");
    }

    /** A lead that ended so, with a step of which the store knows that it changed nothing. */
    private String stored(Result result) {
        String id = Leads.newId();
        store(id, result);
        JdbcClient jdbc = api.bean(JdbcClient.class);
        api.bean(TenantTransactions.class)
                .run(
                        "acme",
                        () -> jdbc.sql("""
                                INSERT INTO tool_call (tenant, call_id, effect_key, tool, arguments_hash, state)
                                VALUES ('acme', ?, ?, 'upsert_lead', '', 'DONE')""")
                                .params(LeadSubmission.workflowId("acme", id) + "/0", id)
                                .update());
        return id;
    }

    private void store(String id, Result result) {
        GroundedLead lead = JsonMapper.shared().readValue(Leads.lead(id), GroundedLead.class);
        LeadOutcome.Step step =
                new LeadOutcome.Step("upsert_lead", StepStatus.SUCCEEDED, "00Q1", true, Undo.REVERSIBLE, 1, null);
        api.bean(LeadStore.class)
                .concluded(
                        new LeadSubmission("acme", "feed", "digest", lead),
                        new LeadOutcome(
                                id,
                                "acme",
                                LeadSubmission.workflowId("acme", id),
                                LeadOutcome.Status.SYNCED_TO_CRM,
                                result,
                                List.of(),
                                List.of(step),
                                List.of(),
                                null,
                                null,
                                null));
    }
}
