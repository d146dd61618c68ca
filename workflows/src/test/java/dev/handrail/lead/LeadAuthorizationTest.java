package dev.handrail.lead;

import static dev.handrail.lead.LeadRun.stepOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.authorization.Decision;
import dev.handrail.authorization.Decision.Verdict;
import dev.handrail.authorization.DecisionVerdict;
import dev.handrail.call.Refusal;
import dev.handrail.call.ToolCall;
import dev.handrail.fakes.Bench;
import dev.handrail.fakes.FakeAuthorizations;
import dev.handrail.fakes.FakeTools;
import dev.handrail.fakes.SampleLead;
import dev.handrail.lead.LeadOutcome.Result;
import dev.handrail.lead.LeadOutcome.StepStatus;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Leads that wait for a person. */
class LeadAuthorizationTest {

    private static final String AUTHORIZATION = "auth-1";
    private static final Duration EXPIRY = Duration.ofHours(72);

    final Bench bench = Bench.working();

    @BeforeEach
    void askAPersonForTheTask() {
        bench.tools.on(
                "create_task",
                (call, attempt) -> AUTHORIZATION.equals(call.authorizationId())
                        ? bench.tools.succeed(call, attempt)
                        : FakeTools.askAPerson(AUTHORIZATION, bench.now().plus(EXPIRY), attempt));
    }

    @AfterEach
    void clear() {
        bench.close();
    }

    @Test
    void showsWhatItWaitsFor() {
        LeadRun run = LeadRun.of(bench, new SampleLead());

        LeadOutcome waiting = run.awaitWaiting();

        assertThat(waiting.authorizationId()).isEqualTo(AUTHORIZATION);
        assertThat(stepOf(waiting, "create_task").status()).isEqualTo(StepStatus.WAITING);
        assertThat(stepOf(waiting, "create_task").message()).isEqualTo("Policy wants a person");
        assertThat(stepOf(waiting, "upsert_lead").status()).isEqualTo(StepStatus.SUCCEEDED);
        assertThat(stepOf(waiting, "create_opportunity").status()).isEqualTo(StepStatus.PENDING);
        assertThat(run.waitingAttribute()).isTrue();
        assertThat(bench.leads.concluded()).isEmpty();
    }

    @Test
    void goesOnWhenAuthorized() {
        LeadRun run = waiting();

        DecisionVerdict verdict = run.decide(AUTHORIZATION, Verdict.AUTHORIZED);
        LeadOutcome outcome = run.end();

        assertThat(verdict).isEqualTo(DecisionVerdict.yes());
        assertThat(outcome.result()).isEqualTo(Result.COMPLETED);
        assertThat(outcome.authorizationId()).isNull();
        assertThat(stepOf(outcome, "create_task").status()).isEqualTo(StepStatus.SUCCEEDED);
        assertThat(bench.tools.lastCallOf("create_task").authorizationId()).isEqualTo(AUTHORIZATION);
        assertThat(run.waitingAttribute()).isFalse();
    }

    @Test
    void asksForExactlyTheCallThatWasShown() {
        LeadRun run = waiting();
        ToolCall shown = bench.tools.lastCallOf("create_task");

        run.decide(AUTHORIZATION, Verdict.AUTHORIZED);
        run.end();

        assertThat(bench.tools.lastCallOf("create_task")).isEqualTo(shown.authorizedBy(AUTHORIZATION));
    }

    @Test
    void goesOnWithoutTheStepThatWasDenied() {
        LeadRun run = waiting();

        run.decide(new Decision("decision-1", AUTHORIZATION, Verdict.DENIED, "ann", "Wrong person"));
        LeadOutcome outcome = run.end();

        assertThat(outcome.result()).isEqualTo(Result.COMPLETED);
        assertThat(stepOf(outcome, "create_task").status()).isEqualTo(StepStatus.FAILED);
        assertThat(outcome.reasons()).containsExactly("create_task: Denied: Wrong person");
        assertThat(stepOf(outcome, "sync_firmographics").status()).isEqualTo(StepStatus.SUCCEEDED);
    }

    @Test
    void undoesTheLeadWhenACriticalStepWasDenied() {
        bench.tools.on(
                "upsert_lead",
                (call, attempt) ->
                        FakeTools.askAPerson(AUTHORIZATION, bench.now().plus(EXPIRY), attempt));
        LeadRun run = waiting();

        run.decide(AUTHORIZATION, Verdict.DENIED);
        LeadOutcome outcome = run.end();

        assertThat(outcome.result()).isEqualTo(Result.ROLLED_BACK);
        assertThat(bench.tools.undoneTools()).containsExactly("log_activity");
    }

    @Test
    void neverApprovesByExpiry() {
        LeadRun run = waiting();
        Instant asked = bench.now();

        LeadOutcome outcome = run.end();

        assertThat(Duration.between(asked, bench.now())).isGreaterThanOrEqualTo(EXPIRY.minusMinutes(1));
        assertThat(bench.authorizations.hasExpired(AUTHORIZATION)).isTrue();
        assertThat(stepOf(outcome, "create_task").status()).isEqualTo(StepStatus.FAILED);
        assertThat(stepOf(outcome, "create_task").message()).startsWith("Nobody decided in time");
        assertThat(bench.tools.calls()).noneMatch(call -> call.authorizationId() != null);
        assertThat(outcome.result()).isEqualTo(Result.COMPLETED);
    }

    @Test
    void expiresAtOnceWhenTheTimeIsAlreadyOver() {
        bench.tools.on(
                "create_task",
                (call, attempt) ->
                        FakeTools.askAPerson(AUTHORIZATION, bench.now().minusSeconds(5), attempt));

        LeadOutcome outcome = LeadRun.of(bench, new SampleLead()).end();

        assertThat(stepOf(outcome, "create_task").status()).isEqualTo(StepStatus.FAILED);
        assertThat(bench.authorizations.hasExpired(AUTHORIZATION)).isTrue();
    }

    @Test
    void countsADecisionThatWasRecordedBeforeTheExpiryThoughItsAnswerCameLater() {
        bench.authorizations.loseTheFirstAnswer(EXPIRY.plusHours(1));
        LeadRun run = waiting();

        CompletableFuture<DecisionVerdict> verdict =
                CompletableFuture.supplyAsync(() -> run.decide(AUTHORIZATION, Verdict.AUTHORIZED));
        bench.await("the decision is recorded", () -> bench.authorizations.isDecided(AUTHORIZATION));
        LeadOutcome outcome = run.end();

        assertThat(verdict.join().accepted()).isTrue();
        assertThat(bench.authorizations.hasExpired(AUTHORIZATION)).isFalse();
        assertThat(stepOf(outcome, "create_task").status()).isEqualTo(StepStatus.SUCCEEDED);
    }

    @Test
    void asksAgainWhenTheAuthorizationWasStale() {
        bench.tools.on("create_task", (call, attempt) -> {
            if ("auth-2".equals(call.authorizationId())) {
                return bench.tools.succeed(call, attempt);
            }
            String next = call.authorizationId() == null ? AUTHORIZATION : "auth-2";
            return FakeTools.askAPerson(next, bench.now().plus(EXPIRY), attempt);
        });
        LeadRun run = waiting();

        run.decide(AUTHORIZATION, Verdict.AUTHORIZED);
        run.awaitWaitingFor("auth-2");
        assertThat(run.waitingAttribute()).isTrue();
        run.decide(new Decision("decision-2", "auth-2", Verdict.AUTHORIZED, "bob", null));
        LeadOutcome outcome = run.end();

        assertThat(stepOf(outcome, "create_task").status()).isEqualTo(StepStatus.SUCCEEDED);
        assertThat(outcome.result()).isEqualTo(Result.COMPLETED);
    }

    @Test
    void doesNotCountALateDecisionForTheNextQuestion() {
        bench.tools.on("create_task", (call, attempt) -> {
            String next = call.authorizationId() == null ? AUTHORIZATION : "auth-2";
            return FakeTools.askAPerson(next, bench.now().plus(EXPIRY), attempt);
        });
        bench.authorizations.loseTheFirstAnswer(Duration.ofHours(1));
        LeadRun run = waiting();
        CompletableFuture<DecisionVerdict> slow =
                CompletableFuture.supplyAsync(() -> run.decide(AUTHORIZATION, Verdict.AUTHORIZED));
        bench.await("the decision is recorded", () -> bench.authorizations.isDecided(AUTHORIZATION));
        bench.authorizations.loseTheFirstAnswer(Duration.ZERO);
        run.signalSameDecision(AUTHORIZATION);
        run.awaitWaitingFor("auth-2");

        bench.sleep(Duration.ofHours(2));

        assertThat(slow.join().accepted()).isTrue();
        assertThat(run.outcome().authorizationId()).isEqualTo("auth-2");
        assertThat(bench.tools.calls()).noneMatch(call -> "auth-2".equals(call.authorizationId()));
    }

    @Test
    void refusesADecisionOnAnotherAuthorization() {
        LeadRun run = waiting();

        assertThatThrownBy(() -> run.decide("auth-77", Verdict.AUTHORIZED))
                .isInstanceOf(WorkflowUpdateException.class)
                .hasStackTraceContaining("Authorization auth-77 does not wait for a decision");
        assertThat(run.outcome().result()).isEqualTo(Result.WAITING_FOR_AUTHORIZATION);
        assertThat(bench.authorizations.isDecided("auth-77")).isFalse();
    }

    @Test
    void refusesADecisionAfterTheEnd() {
        LeadRun run = waiting();
        run.decide(AUTHORIZATION, Verdict.AUTHORIZED);
        run.end();

        assertThatThrownBy(() -> run.decide(AUTHORIZATION, Verdict.DENIED)).isNotNull();
    }

    @Test
    void saysWhyADecisionDoesNotCount() {
        bench.authorizations.mayNotDecide("ann");
        LeadRun run = waiting();

        DecisionVerdict verdict = run.decide(AUTHORIZATION, Verdict.AUTHORIZED);

        assertThat(verdict.accepted()).isFalse();
        assertThat(verdict.reason()).contains("ask another approver");
        assertThat(run.outcome().result()).isEqualTo(Result.WAITING_FOR_AUTHORIZATION);
    }

    @Test
    void countsOnlyTheFirstOfTwoDecisionsAtOnce() {
        LeadRun run = waiting();

        CompletableFuture<DecisionVerdict> yes = CompletableFuture.supplyAsync(
                () -> run.decideUnlessOver(new Decision("d-yes", AUTHORIZATION, Verdict.AUTHORIZED, "ann", null)));
        CompletableFuture<DecisionVerdict> no = CompletableFuture.supplyAsync(
                () -> run.decideUnlessOver(new Decision("d-no", AUTHORIZATION, Verdict.DENIED, "bob", null)));
        bench.await("a decision", () -> bench.authorizations.isDecided(AUTHORIZATION));
        LeadOutcome outcome = run.end();

        assertThat(yes.join().accepted()).isNotEqualTo(no.join().accepted());
        assertThat(stepOf(outcome, "create_task").status())
                .isEqualTo(yes.join().accepted() ? StepStatus.SUCCEEDED : StepStatus.FAILED);
    }

    @Test
    void countsADecisionSentTwiceOnce() {
        LeadRun run = waiting();
        Decision decision = new Decision("d-1", AUTHORIZATION, Verdict.AUTHORIZED, "ann", null);

        CompletableFuture<DecisionVerdict> first = CompletableFuture.supplyAsync(() -> run.decideUnlessOver(decision));
        CompletableFuture<DecisionVerdict> second = CompletableFuture.supplyAsync(() -> run.decideUnlessOver(decision));
        bench.await("a decision", () -> bench.authorizations.isDecided(AUTHORIZATION));
        LeadOutcome outcome = run.end();

        assertThat(first.join().accepted() || second.join().accepted()).isTrue();
        assertThat(outcome.result()).isEqualTo(Result.COMPLETED);
        assertThat(bench.tools.calls())
                .filteredOn(call -> AUTHORIZATION.equals(call.authorizationId()))
                .hasSize(1);
    }

    @Test
    void takesADecisionBySignal() {
        LeadRun run = waiting();

        run.signal(AUTHORIZATION, "authorized", FakeAuthorizations.CODE);

        assertThat(stepOf(run.end(), "create_task").status()).isEqualTo(StepStatus.SUCCEEDED);
    }

    @Test
    void takesADenialBySignal() {
        LeadRun run = waiting();

        run.signal(AUTHORIZATION, "denied", FakeAuthorizations.CODE);

        assertThat(stepOf(run.end(), "create_task").status()).isEqualTo(StepStatus.FAILED);
    }

    @Test
    void goesOnWaitingAfterASignalWithAWrongCode() {
        LeadRun run = waiting();

        run.signal(AUTHORIZATION, "authorized", "guessed");
        bench.await("the code is refused", () -> run.details().contains("The code is wrong"));
        run.signal("auth-77", "authorized", FakeAuthorizations.CODE);
        bench.await("the id is refused", () -> run.details().contains("does not wait for a decision"));

        assertThat(run.outcome().result()).isEqualTo(Result.WAITING_FOR_AUTHORIZATION);
        run.decide(AUTHORIZATION, Verdict.AUTHORIZED);
        assertThat(run.end().result()).isEqualTo(Result.COMPLETED);
    }

    @Test
    void aRuleOfTheCrmStillCountsAfterTheAuthorization() {
        bench.tools.on(
                "create_task",
                (call, attempt) -> call.authorizationId() == null
                        ? FakeTools.askAPerson(AUTHORIZATION, bench.now().plus(EXPIRY), attempt)
                        : FakeTools.refuse(Refusal.CHANGED_MEANWHILE, attempt));
        LeadRun run = waiting();

        run.decide(AUTHORIZATION, Verdict.AUTHORIZED);

        assertThat(stepOf(run.end(), "create_task").status()).isEqualTo(StepStatus.FAILED);
    }

    private LeadRun waiting() {
        LeadRun run = LeadRun.of(bench, new SampleLead());
        run.awaitWaiting();
        return run;
    }
}
