package dev.handrail.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.authorization.Decision;
import dev.handrail.call.CallResult;
import dev.handrail.call.CallResult.Status;
import dev.handrail.call.Refusal;
import dev.handrail.call.RetryLater;
import dev.handrail.call.ToolCall;
import dev.handrail.call.UndoResult;
import dev.handrail.connector.Connector;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.QuotaListener.Quota;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import dev.handrail.limit.Limit;
import dev.handrail.limit.LimitRules;
import dev.handrail.office.OfficeCensus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Everything the door promises, for a CRM over a network; and what it promises when requests and answers are lost. */
class NetworkedDoorIT extends ToolDoorIT {

    private @Nullable DistantOffice distant;

    @Override
    DistantOffice crm() {
        if (distant == null) {
            distant = new DistantOffice(office);
        }
        return distant;
    }

    @Test
    void aCreationWhoseAnswerWasLostIsMadeOnce() {
        ToolCall call = call("create_task", Map.of("subject", "Call Dana"));
        crm().loseAnswers(1);

        assertLater(call, RetryLater.UNAVAILABLE);
        CallResult result = run(call);

        assertThat(result.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(tasks()).isEqualTo(1);
        assertThat(receipts()).containsExactly("create_task succeeded");
        assertThat(undo(call).status()).isEqualTo(UndoResult.Status.UNDONE);
        assertThat(tasks()).isZero();
    }

    /** Asked again, upsert would find the lead by its address and take it for one that was there before. */
    @Test
    void aLeadWhoseCreationGotNoAnswerIsRemovedByItsUndo() {
        ToolCall call = call("upsert_lead", DANA);
        crm().loseAnswers(1);
        assertLater(call, RetryLater.UNAVAILABLE);

        CallResult result = run(call);

        assertThat(result.data()).containsEntry("created", true);
        assertThat(undo(call).status()).isEqualTo(UndoResult.Status.UNDONE);
        assertThat(office.read(scope(), new Ref(RecordType.LEAD, result.crmRecordId())))
                .isEmpty();
    }

    @Test
    void anUpdateWhoseAnswerWasLostIsUndoneToWhatWasThereBefore() {
        String id = run(call("before/0", "upsert_lead", DANA, "before", false)).crmRecordId();
        ToolCall score = call("set_lead_score", Map.of("leadId", id, "score", 10));
        crm().loseAnswers(1);

        assertLater(score, RetryLater.UNAVAILABLE);
        assertThat(run(score).status()).isEqualTo(Status.SUCCEEDED);

        assertThat(undo(score).status()).isEqualTo(UndoResult.Status.UNDONE);
        assertThat(lead(id).field("aiFitScore")).hasToString("91");
    }

    @Test
    void whileACallIsUnansweredAnotherWithTheSameEffectWaits() {
        ToolCall first = call("create_task", Map.of("subject", "Call Dana"));
        ToolCall second = call("create_task", Map.of("subject", "Call Dana"));
        crm().loseAnswers(1);
        assertLater(first, RetryLater.UNAVAILABLE);

        assertLater(second, RetryLater.IN_PROGRESS);
        String made = run(first).crmRecordId();

        assertThat(run(second).crmRecordId()).isEqualTo(made);
        assertThat(tasks()).isEqualTo(1);
    }

    @Test
    void undoesAnUnansweredCreationThatWasMade() {
        ToolCall call = call("create_task", Map.of("subject", "Call Dana"));
        crm().loseAnswers(1);
        assertLater(call, RetryLater.UNAVAILABLE);

        assertThat(undo(call).status()).isEqualTo(UndoResult.Status.UNDONE);

        assertThat(tasks()).isZero();
        assertThat(run(call).code()).as("barred from then on").isEqualTo(Refusal.CANCELLED.code());
    }

    @Test
    void undoesNothingOfAnUnansweredCreationThatWasNotMade() {
        ToolCall call = call("create_task", Map.of("subject", "Call Dana"));
        crm().loseRequests(1);
        assertLater(call, RetryLater.UNAVAILABLE);

        assertThat(undo(call).status()).isEqualTo(UndoResult.Status.NOTHING_TO_UNDO);
    }

    @Test
    void leavesAnUnansweredUpdateToAPersonUnlessTheRecordIsAsItWas() {
        String id = run(call("before/0", "upsert_lead", DANA, "before", false)).crmRecordId();
        ToolCall made = call("set_lead_score", Map.of("leadId", id, "score", 10));
        crm().loseAnswers(1);
        assertLater(made, RetryLater.UNAVAILABLE);
        assertThat(undo(made).status()).isEqualTo(UndoResult.Status.LEFT_FOR_A_PERSON);

        ToolCall lost = call("update_lead_status", Map.of("leadId", id, "status", "Working"));
        crm().loseRequests(1);
        assertLater(lost, RetryLater.UNAVAILABLE);
        assertThat(undo(lost).status()).isEqualTo(UndoResult.Status.NOTHING_TO_UNDO);
    }

    @Test
    void anUndoWhoseAnswerWasLostIsNotTakenForAnEdit() {
        String id = run(call("before/0", "upsert_lead", DANA, "before", false)).crmRecordId();
        ToolCall score = call("set_lead_score", Map.of("leadId", id, "score", 10));
        run(score);
        crm().loseAnswers(1);

        assertThatThrownBy(() -> undo(score)).isInstanceOf(CrmFailure.class);

        assertThat(undo(score).status()).isEqualTo(UndoResult.Status.UNDONE);
        assertThat(lead(id).field("aiFitScore")).hasToString("91");
    }

    @Test
    void aRefusalByTheCrmLeavesNoClaim() {
        run("create_lead", DANA);
        ToolCall twin = call("twin/0", "create_lead", DANA, "twin", false);

        assertThat(run(twin).code()).isEqualTo(Refusal.ALREADY_EXISTS.code());
        removeDana();

        assertThat(run(call("twin/1", "create_lead", DANA, "twin", false)).status())
                .isEqualTo(Status.SUCCEEDED);
    }

    /** Found by a stranger: the retry took the record with the edit for what it had made, and the undo removed both. */
    @Test
    void anEditBetweenALostAnswerAndTheRetryIsNotUndoneAway() {
        ToolCall call = call("upsert_lead", DANA);
        crm().loseAnswers(1);
        assertLater(call, RetryLater.UNAVAILABLE);
        Ref made = office.find(scope(), RecordType.LEAD, "email", "dana@mmm.example.com", 1)
                .getFirst()
                .ref();
        office.update(scope(), made, Map.of("title", "Chief of Staff"), null);
        run(call);
        run(call("set_lead_score", Map.of("leadId", made.id(), "score", 12)));

        UndoResult undone = undo(call);

        assertThat(undone.status()).isEqualTo(UndoResult.Status.LEFT_FOR_A_PERSON);
        assertThat(lead(made.id()).fields()).containsEntry("title", "Chief of Staff");
    }

    @Test
    void anEditBetweenALostChangeAndItsRetryIsNotOverwritten() {
        String id = run(call("before/0", "upsert_lead", DANA, "before", false)).crmRecordId();
        ToolCall call = call("update_lead_status", Map.of("leadId", id, "status", "Working"));
        crm().loseAnswers(1);
        assertLater(call, RetryLater.UNAVAILABLE);
        office.update(scope(), new Ref(RecordType.LEAD, id), Map.of("status", "Qualified"), null);

        assertThat(run(call).code()).isEqualTo(Refusal.CHANGED_MEANWHILE.code());
        assertThat(lead(id).fields()).containsEntry("status", "Qualified");
    }

    @Test
    void anApprovedChangeWhoseAnswerWasLostAsksNobodyAgain() {
        String id = run(call("before/0", "upsert_lead", DANA, "before", false)).crmRecordId();
        ToolCall asks = call("convert_lead", Map.of("leadId", id));
        String authorization = run(asks).authorization().id();
        authorizations.decide(
                tenant, new Decision("d1", authorization, Decision.Verdict.AUTHORIZED, "approver-1", null));
        ToolCall call = asks.authorizedBy(authorization);
        crm().loseAnswers(1);
        assertLater(call, RetryLater.UNAVAILABLE);

        assertThat(run(call).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(lead(id).fields()).containsKey("convertedContactId");
    }

    @Test
    void aConversionWhoseAnswerWasLostIsNotTakenForNone() {
        String id = run(call("before/0", "upsert_lead", DANA, "before", false)).crmRecordId();
        ToolCall asks = call("convert_lead", Map.of("leadId", id));
        String authorization = run(asks).authorization().id();
        authorizations.decide(
                tenant, new Decision("d1", authorization, Decision.Verdict.AUTHORIZED, "approver-1", null));
        ToolCall call = asks.authorizedBy(authorization);
        crm().loseAnswers(1);
        assertLater(call, RetryLater.UNAVAILABLE);

        assertThat(undo(call).status()).isEqualTo(UndoResult.Status.LEFT_FOR_A_PERSON);
    }

    @Test
    void anEditAfterALostAnswerIsNotUndoneAwayByACancellation() {
        ToolCall call = call("create_lead", DANA);
        crm().loseAnswers(1);
        assertLater(call, RetryLater.UNAVAILABLE);
        Ref made = office.find(scope(), RecordType.LEAD, "email", "dana@mmm.example.com", 1)
                .getFirst()
                .ref();
        office.update(scope(), made, Map.of("title", "Chief of Staff"), null);

        assertThat(undo(call).status()).isEqualTo(UndoResult.Status.LEFT_FOR_A_PERSON);
        assertThat(lead(made.id()).fields()).containsEntry("title", "Chief of Staff");
    }

    @Test
    void whatWaitsForTheCrmUsesUpNoneOfOurLimits() {
        door = doorWith(
                "version: 1",
                new LimitRules(
                        Map.of("office", new LimitRules.Tiers(Limit.perMinute(1), null, Limit.perMinute(1_000)))));
        ToolCall call = call("create_task", Map.of("subject", "Call Dana"));
        budgets.observed(new Quota(tenant, "office", "day", 1000, 0, Duration.ofHours(1)));
        assertLater(call, RetryLater.RATE_LIMITED);
        assertLater(call, RetryLater.RATE_LIMITED);

        budgets.observed(new Quota(tenant, "office", "day", 1000, 1000, Duration.ofHours(1)));

        assertThat(run(call).status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void waitsWhenTheCrmSaysThatItAllowsNoMore() {
        budgets.observed(new Quota(tenant, "office", "day", 1000, 0, Duration.ofHours(1)));

        assertThatThrownBy(() -> run("create_task", Map.of("subject", "Call Dana")))
                .isInstanceOfSatisfying(RetryLaterException.class, later -> {
                    assertThat(later.kind()).isEqualTo(RetryLater.RATE_LIMITED);
                    assertThat(later.after()).isGreaterThanOrEqualTo(Duration.ofMinutes(59));
                });
        assertThat(tasks()).isZero();
    }

    @Test
    void anAttemptThatWasGivenUpAndTheOneInItsPlaceMakeOneEffect() throws Exception {
        ToolCall call = call("create_task", Map.of("subject", "Call Dana"));
        DistantOffice.KeptBack first = crm().keepNextAnswerBack();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<CallResult> givenUp = executor.submit(() -> run(call));
            first.made().await();

            CallResult second = run(call);
            first.letGo().countDown();

            assertThat(second.status()).isEqualTo(Status.SUCCEEDED);
            assertThat(givenUp.get().crmRecordId()).isEqualTo(second.crmRecordId());
        }
        assertThat(tasks()).isEqualTo(1);
        assertThat(receipts()).containsExactly("create_task succeeded");
    }

    @Test
    void aPersonDecidesWhetherThereIsToBeADuplicate() {
        String present =
                run(call("before/0", "upsert_lead", DANA, "before", false)).crmRecordId();
        crm().takesCreationsForDuplicatesOf(List.of(present));
        ToolCall create = call("flow/9", "create_contact", contactOfAnAccount(), "nine", false);

        CallResult asks = run(create);
        assertThat(asks.status()).isEqualTo(Status.AUTHORIZATION_REQUIRED);
        String authorization = asks.authorization().id();
        assertThat(authorizations
                        .find(tenant, authorization)
                        .orElseThrow()
                        .before()
                        .get("candidates"))
                .asString()
                .contains(present, "dana@mmm.example.com");
        assertThat(run(create.authorizedBy(authorization)).status())
                .as("nobody decided yet")
                .isEqualTo(Status.AUTHORIZATION_REQUIRED);

        authorizations.decide(
                tenant, new Decision("d1", authorization, Decision.Verdict.AUTHORIZED, "approver-1", null));

        assertThat(run(create.authorizedBy(authorization)).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(receipts())
                .endsWith(
                        "create_contact authorization_required",
                        "create_contact authorization_required",
                        "create_contact succeeded");
    }

    @Test
    void otherCandidatesAreAskedAboutAgain() {
        crm().takesCreationsForDuplicatesOf(List.of("00Q1"));
        ToolCall create = call("flow/9", "create_lead", DANA, "nine", false);
        String authorization = run(create).authorization().id();
        authorizations.decide(
                tenant, new Decision("d1", authorization, Decision.Verdict.AUTHORIZED, "approver-1", null));
        crm().takesCreationsForDuplicatesOf(List.of("00Q1", "00Q2"));

        assertThat(run(create.authorizedBy(authorization)).authorization().id()).isNotEqualTo(authorization);
    }

    private Map<String, Object> contactOfAnAccount() {
        String account = office.create(scope(), RecordType.ACCOUNT, Map.of("name", "3M"), "account-key")
                .after()
                .id();
        return Map.of("accountId", account, "lastName", "Reyes", "email", "dana@mmm.example.com");
    }

    private void removeDana() {
        Connector crm = office;
        crm.find(scope(), RecordType.LEAD, "email", "dana@mmm.example.com", 10)
                .forEach(lead -> crm.remove(scope(), new Ref(RecordType.LEAD, lead.id()), null));
    }

    private Scope scope() {
        return new Scope(tenant, "a person", "by hand");
    }

    private void assertLater(ToolCall call, RetryLater kind) {
        assertThatThrownBy(() -> run(call))
                .isInstanceOfSatisfying(
                        RetryLaterException.class,
                        later -> assertThat(later.kind()).isEqualTo(kind));
    }

    private long tasks() {
        return new OfficeCensus(database.tenants(), database.jdbc())
                .counts(tenant)
                .get(RecordType.TASK);
    }
}
