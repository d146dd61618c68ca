package dev.handrail.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.call.CallResult;
import dev.handrail.call.CallResult.Status;
import dev.handrail.call.Refusal;
import dev.handrail.call.RetryLater;
import dev.handrail.call.ToolCall;
import dev.handrail.call.UndoResult;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import dev.handrail.limit.Limit;
import dev.handrail.limit.LimitRules;
import dev.handrail.office.OfficeCensus;
import dev.handrail.tool.Undo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ToolDoorIT extends DoorScenario {

    private static final Map<String, Object> MMM =
            Map.of("companyName", "3M", "domain", "mmm.example.com", "createIfNotFound", true);

    @Test
    void anEffectComesWithItsReceipt() {
        CallResult result = run("upsert_lead", DANA);

        assertThat(result.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(result.undo()).isEqualTo(Undo.COMPENSATABLE);
        assertThat(lead(result.crmRecordId()).text("email")).contains("dana@mmm.example.com");
        assertThat(receipts()).containsExactly("upsert_lead succeeded");
    }

    @Test
    void theSameCallAgainAnswersItsStoredResult() {
        ToolCall call = call("create_task", Map.of("subject", "Call Dana"));

        assertThat(run(call)).isEqualTo(run(call));
        assertThat(new OfficeCensus(database.tenants(), database.jdbc()).counts(tenant))
                .containsEntry(RecordType.TASK, 1L);
    }

    @Test
    void anotherCallWithTheSameEffectIsAReplay() {
        CallResult first = run("create_task", Map.of("subject", "Call Dana"));
        CallResult second = run("create_task", Map.of("subject", "Call Dana"));

        assertThat(second.crmRecordId()).isEqualTo(first.crmRecordId());
        assertThat(second.replayed()).isTrue();
    }

    @Test
    void anotherTaskWithinTheHourIsAnotherTask() {
        CallResult first = run("create_task", Map.of("subject", "Call Dana"));
        CallResult second = run("create_task", Map.of("subject", "Write to Dana"));

        assertThat(second.crmRecordId()).isNotEqualTo(first.crmRecordId());
    }

    @Test
    void anUpdateBackToAnEarlierValueIsMade() {
        String id = run("upsert_lead", DANA).crmRecordId();
        for (String status : List.of("Working", "Nurture", "Working")) {
            run("update_lead_status", Map.of("leadId", id, "status", status));
        }

        assertThat(lead(id).text("status")).contains("Working");
    }

    @Test
    void refusesAGivenKeyWithOtherArguments() {
        run(call("one/0", "create_task", Map.of("subject", "Call Dana"), "my-key", true));
        CallResult second = run(call("two/0", "create_task", Map.of("subject", "Call Dan"), "my-key", true));

        assertThat(second.code()).isEqualTo(Refusal.KEY_REUSED.code());
        assertThat(receipts()).containsExactly("create_task succeeded", "create_task refused");
    }

    @Test
    void refusesASecondCreationWithOtherArgumentsNamingTheFirst() {
        CallResult first = run("create_lead", DANA);
        CallResult second = run("create_lead", Map.of("email", "dana@mmm.example.com", "lastName", "Rayes"));

        assertThat(second.code()).isEqualTo(Refusal.KEY_REUSED.code());
        assertThat(second.message()).contains(first.crmRecordId());
    }

    @Test
    void fiftyCallsAtOnceWithOneKeyHaveOneEffect() throws Exception {
        List<Future<String>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(12)) {
            for (int number = 0; number < 50; number++) {
                ToolCall call = call("race-" + number + "/0", "create_task", Map.of("subject", "Once"), "race", true);
                all.add(threads.submit((Callable<String>) () -> untilDone(call)));
            }
        }
        for (Future<String> done : all) {
            assertThat(done.get()).isEqualTo(all.getFirst().get());
        }
        assertThat(new OfficeCensus(database.tenants(), database.jdbc()).counts(tenant))
                .containsEntry(RecordType.TASK, 1L);
    }

    private String untilDone(ToolCall call) {
        while (true) {
            try {
                return run(call).crmRecordId();
            } catch (RetryLaterException later) {
                assertThat(later.kind()).isEqualTo(RetryLater.IN_PROGRESS);
            }
        }
    }

    @Test
    void namesTheArgumentThatIsWrong() {
        CallResult result = run("set_lead_score", Map.of("leadId", "00Q1", "score", 101, "colour", "red"));

        assertThat(result.code()).isEqualTo(Refusal.INVALID_ARGUMENTS.code());
        assertThat(result.message()).contains("score").contains("colour");
    }

    @Test
    void asksForReasoningWhereTheToolNeedsIt() {
        ToolCall call = call("set_opportunity_value", Map.of("opportunityId", "0061", "amount", 10));
        ToolCall silent = new ToolCall(
                call.id(), tenant, "agent", call.tool(), call.arguments(), call.key(), false, "s", null, " ", null);

        assertThat(run(silent).code()).isEqualTo(Refusal.REASONING_REQUIRED.code());
    }

    @Test
    void waitsOutALimitWithoutAnyEffect() {
        door = doorWith(
                "version: 1",
                LimitRules.defaults()
                        .with(
                                "office",
                                new LimitRules.Tiers(Limit.perMinute(1), Limit.perMinute(10), Limit.perMinute(10))));
        run("create_task", Map.of("subject", "one"));

        assertThatThrownBy(() -> run("create_task", Map.of("subject", "two")))
                .isInstanceOfSatisfying(RetryLaterException.class, later -> {
                    assertThat(later.kind()).isEqualTo(RetryLater.RATE_LIMITED);
                    assertThat(later.after()).isPositive();
                    assertThat(later.limits()).containsEntry("X-RateLimit-Remaining", "0");
                });
        assertThat(receipts()).hasSize(1);
    }

    @Test
    void undoingACreationRemovesTheRecord() {
        ToolCall call = call("upsert_lead", DANA);
        String id = run(call).crmRecordId();

        assertThat(undo(call).status()).isEqualTo(UndoResult.Status.UNDONE);
        assertThat(office.read(new Scope(tenant, "t", "t"), new Ref(RecordType.LEAD, id)))
                .isEmpty();
        assertThat(undo(call).status()).as("asked twice").isEqualTo(UndoResult.Status.UNDONE);
    }

    @Test
    void undoingStepByStepRestoresTheEarlierValues() {
        String id = run(call("before/0", "upsert_lead", DANA, "before", false)).crmRecordId();
        ToolCall score = call("set_lead_score", Map.of("leadId", id, "score", 10));
        ToolCall status = call("update_lead_status", Map.of("leadId", id, "status", "Working"));
        run(score);
        run(status);

        assertThat(undo(status).status()).isEqualTo(UndoResult.Status.UNDONE);
        assertThat(undo(score).status()).isEqualTo(UndoResult.Status.UNDONE);
        assertThat(lead(id).fields()).containsEntry("status", "New");
        assertThat(lead(id).field("aiFitScore")).hasToString("91");
    }

    @Test
    void undoLeavesARecordThatSomeoneChangedSinceAndATask() {
        String id = run(call("before/0", "upsert_lead", DANA, "before", false)).crmRecordId();
        ToolCall score = call("set_lead_score", Map.of("leadId", id, "score", 10));
        run(score);
        office.update(
                new Scope(tenant, "a person", "by hand"),
                new Ref(RecordType.LEAD, id),
                Map.of("title", "Head of Procurement"),
                null);

        UndoResult result = undo(score);

        assertThat(result.status()).isEqualTo(UndoResult.Status.LEFT_FOR_A_PERSON);
        assertThat(result.taskId()).startsWith("00T");
        assertThat(lead(id).field("aiFitScore")).hasToString("10");
    }

    @Test
    void undoKeepsWhatAnotherCallWasAnsweredWith() {
        ToolCall first = call("create_task", Map.of("subject", "Call Dana"));
        run(first);
        CallResult second = run("create_task", Map.of("subject", "Call Dana"));

        assertThat(undo(first).message()).contains("another call");
        assertThat(office.read(new Scope(tenant, "t", "t"), new Ref(RecordType.TASK, second.crmRecordId())))
                .isPresent();
    }

    @Test
    void undoKeepsAnAccountThatAnotherLeadWasMatchedTo() {
        ToolCall first = call("first/0", "match_account", MMM, "first", false);
        String account = run(first).crmRecordId();
        CallResult second = run(call("second/0", "match_account", MMM, "second", false));
        assertThat(second.crmRecordId()).isEqualTo(account);

        assertThat(undo(first).message()).contains("another call");

        assertThat(office.read(new Scope(tenant, "t", "t"), new Ref(RecordType.ACCOUNT, account)))
                .isPresent();
    }

    @Test
    void aSimilarNameWithAnotherDomainIsAnotherCompany() {
        CallResult visa = run(call(
                "visa/0",
                "match_account",
                Map.of("companyName", "Visa Inc.", "domain", "v.example.com", "createIfNotFound", true),
                "visa",
                false));
        CallResult vistra = run(call(
                "vistra/0",
                "match_account",
                Map.of("companyName", "Vistra Corp.", "domain", "vst.example.com", "createIfNotFound", true),
                "vistra",
                false));

        assertThat(vistra.crmRecordId()).isNotEqualTo(visa.crmRecordId());
    }

    @Test
    void anAttemptThatComesAfterItsUndoHasNoEffect() {
        ToolCall late = call("create_task", Map.of("subject", "Too late"));
        assertThat(undo(late).status()).isEqualTo(UndoResult.Status.NOTHING_TO_UNDO);

        assertThat(run(late).status()).isEqualTo(Status.REFUSED);
        assertThat(new OfficeCensus(database.tenants(), database.jdbc()).counts(tenant))
                .containsEntry(RecordType.TASK, 0L);
    }

    @Test
    void whatWasUndoneCanBeDoneAgain() {
        ToolCall first = call("create_lead", DANA);
        run(first);
        undo(first);

        assertThat(lead(run("create_lead", DANA).crmRecordId()).text("lastName"))
                .contains("Reyes");
    }

    @Test
    void aPolicyRuleForbids() {
        door = doorWith("""
                version: 1
                rules:
                  - name: no-tasks
                    tools: [create_task]
                    permission: forbidden
                    reason: Tasks are made by people here
                """, LimitRules.defaults());

        CallResult result = run("create_task", Map.of("subject", "Call"));

        assertThat(result.code()).isEqualTo(Refusal.FORBIDDEN_BY_POLICY.code());
        assertThat(result.message()).contains("made by people");
    }
}
