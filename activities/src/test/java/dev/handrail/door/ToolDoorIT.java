package dev.handrail.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.action.Actions;
import dev.handrail.approval.Authorization;
import dev.handrail.approval.AuthorizationStore;
import dev.handrail.audit.AuditFilter;
import dev.handrail.audit.AuditLog;
import dev.handrail.authorization.Decision;
import dev.handrail.authorization.DecisionVerdict;
import dev.handrail.authorization.SignalledDecision;
import dev.handrail.breaker.BreakerRules;
import dev.handrail.breaker.Breakers;
import dev.handrail.call.CallResult;
import dev.handrail.call.CallResult.Status;
import dev.handrail.call.IdempotencyKey;
import dev.handrail.call.Refusal;
import dev.handrail.call.RetryLater;
import dev.handrail.call.ToolCall;
import dev.handrail.call.UndoRequest;
import dev.handrail.call.UndoResult;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import dev.handrail.limit.Limit;
import dev.handrail.limit.LimitRules;
import dev.handrail.limit.LimitStore;
import dev.handrail.limit.Limits;
import dev.handrail.metrics.ToolMetrics;
import dev.handrail.office.OfficeCensus;
import dev.handrail.office.OfficeConnector;
import dev.handrail.policy.Policy;
import dev.handrail.testing.Database;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.Undo;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ToolDoorIT {

    private static final Catalog CATALOG = Catalog.crm();
    private static final Map<String, Object> DANA =
            Map.of("email", "dana@mmm.example.com", "lastName", "Reyes", "aiIntent", "HIGH_FIT", "aiFitScore", 91);

    private final Database database = Database.shared();
    private final String tenant = database.newTenant();
    private final OfficeConnector office = new OfficeConnector(database.tenants(), database.jdbc());
    private final AuditLog audit =
            new AuditLog(database.tenants(), database.jdbc(), values -> values, null, Clock.systemUTC());
    private final AuthorizationStore authorizations = new AuthorizationStore(
            database.tenants(),
            database.jdbc(),
            (ofTenant, person) -> person.startsWith("approver") ? Optional.empty() : Optional.of("not an approver"));
    private ToolDoor door = doorWith("version: 1", LimitRules.defaults());
    private int calls;

    private ToolDoor doorWith(String policy, LimitRules rules) {
        Clock clock = Clock.systemUTC();
        Policy parsed = Policy.parse(policy, CATALOG);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        return new ToolDoor(
                CATALOG,
                new Actions(CATALOG),
                ofTenant -> office,
                new ArgumentCheck(CATALOG),
                new Limits(rules, LimitStore.postgres(database.application(), clock), clock, meters),
                new Breakers(BreakerRules.defaults(), clock, meters),
                database.tenants(),
                new Permit(parsed, authorizations, clock),
                new CallStore(database.jdbc()),
                new Receipts(audit, parsed.hash()),
                new ToolMetrics(meters),
                clock);
    }

    private UndoDoor undoDoor() {
        return new UndoDoor(
                CATALOG,
                ofTenant -> office,
                database.tenants(),
                new CallStore(database.jdbc()),
                new Receipts(audit, "policy"));
    }

    private ToolCall call(String tool, Map<String, Object> arguments) {
        return call("flow/" + calls++, tool, arguments, "derived", false);
    }

    private ToolCall call(String id, String tool, Map<String, Object> arguments, String key, boolean keyGiven) {
        String effective = keyGiven ? key : IdempotencyKey.derive(key, "C-2026-Q4", tool, Instant.EPOCH);
        return new ToolCall(
                id, tenant, "agent", tool, arguments, effective, keyGiven, "subject", null, "because", null);
    }

    private CallResult run(ToolCall call) {
        return door.pass(call, 1);
    }

    private CallResult run(String tool, Map<String, Object> arguments) {
        return run(call(tool, arguments));
    }

    private CrmRecord lead(String id) {
        return office.read(new Scope(tenant, "test", "test"), new Ref(RecordType.LEAD, id))
                .orElseThrow();
    }

    private UndoResult undo(ToolCall call) {
        return undoDoor().undo(new UndoRequest(tenant, "agent", call.id(), call.tool(), "test"));
    }

    private List<String> receipts() {
        return audit.list(tenant, AuditFilter.ALL, null, 100).rows().stream()
                .map(row -> row.action() + " " + row.status())
                .toList()
                .reversed();
    }

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

    private DecisionVerdict decide(String authorization, String person, String id) {
        return authorizations.decide(
                tenant, new Decision(id, authorization, Decision.Verdict.AUTHORIZED, person, null));
    }
}
