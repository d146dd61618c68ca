package dev.handrail.lead;

import static dev.handrail.lead.LeadRun.stepOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.authorization.Decision.Verdict;
import dev.handrail.call.Refusal;
import dev.handrail.call.RetryLater;
import dev.handrail.call.UndoResult;
import dev.handrail.fakes.Bench;
import dev.handrail.fakes.FakeTools;
import dev.handrail.fakes.SampleLead;
import dev.handrail.lead.LeadOutcome.Result;
import dev.handrail.lead.LeadOutcome.StepStatus;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whenever a lead is cancelled, what it did is undone and the workflow ends as cancelled. */
class LeadCancellationTest {

    private static final String LEAD = "lead-default:L-1001";
    private static final String AUTHORIZATION = "auth-1";

    private final Bench bench = Bench.idle();

    @AfterEach
    void clear() {
        bench.close();
    }

    @Test
    void changesNothingWhenCancelledBeforeItBegan() {
        LeadRun run = LeadRun.of(bench, new SampleLead());
        run.cancel();
        bench.startWorking();

        LeadOutcome outcome = run.cancelledEnd();

        assertThat(outcome.result()).isEqualTo(Result.ROLLED_BACK);
        assertThat(bench.tools.calls()).isEmpty();
        assertThat(bench.leads.concluded()).hasSize(1);
    }

    @ParameterizedTest(name = "during {0}")
    @ValueSource(strings = {"log_activity", "upsert_lead", "create_task", "sync_firmographics"})
    void undoesEverythingWhenCancelledWhileAStepRuns(String tool) {
        bench.tools.on(tool, (call, attempt) -> {
            bench.cancelFromWithin(LEAD);
            return bench.tools.succeed(call, attempt);
        });
        bench.startWorking();

        LeadRun run = LeadRun.of(bench, new SampleLead());
        LeadOutcome outcome = run.cancelledEnd();

        assertThat(outcome.result()).isEqualTo(Result.ROLLED_BACK);
        assertThat(outcome.reasons()).contains("Cancelled");
        assertThat(bench.tools.undoneTools()).first().isEqualTo(tool);
        assertThat(bench.tools.undoneTools()).last().isEqualTo("log_activity");
        assertThat(outcome.steps())
                .extracting(LeadOutcome.Step::status)
                .doesNotContain(StepStatus.RUNNING, StepStatus.WAITING);
        assertThat(run.outcomeAttribute()).isEqualTo("ROLLED_BACK");
    }

    /** The local attempts fail, so that the outcome is stored by an activity during which the cancellation is noted. */
    @Test
    void undoesALeadThatIsCancelledWhileItsCompletionIsStored() {
        AtomicInteger attempts = new AtomicInteger();
        bench.leads.beforeConclude(() -> {
            switch (attempts.incrementAndGet()) {
                case 1, 2 -> throw new IllegalStateException("The database is away");
                case 3 -> bench.cancelAndAwait(LEAD);
                default -> {}
            }
        });
        bench.startWorking();

        LeadOutcome outcome = LeadRun.of(bench, new SampleLead()).cancelledEnd();

        assertThat(outcome.result()).isEqualTo(Result.ROLLED_BACK);
        assertThat(bench.tools.undoneTools()).contains("sync_firmographics", "upsert_lead", "log_activity");
    }

    @Test
    void undoesTheStepThatWaitsToBeTriedAgain() {
        bench.tools.on("upsert_lead", (call, attempt) -> {
            throw FakeTools.later(RetryLater.UNAVAILABLE, Duration.ofHours(1));
        });
        bench.startWorking();

        LeadRun run = LeadRun.of(bench, new SampleLead());
        run.cancelBetweenAttempts();
        LeadOutcome outcome = run.cancelledEnd();

        assertThat(bench.tools.undoneTools()).containsExactly("upsert_lead", "log_activity");
        assertThat(outcome.result()).isEqualTo(Result.ROLLED_BACK);
    }

    /** A server tries nothing again that is to be cancelled; the failure is then the application's, not a cancellation. */
    @Test
    void undoesTheStepWhoseAttemptFailsAfterTheCancellation() {
        bench.tools.on("upsert_lead", (call, attempt) -> {
            bench.cancelFromWithin(LEAD);
            throw ApplicationFailure.newNonRetryableFailure("Not tried again", RetryLater.UNAVAILABLE.name());
        });
        bench.startWorking();

        LeadOutcome outcome = LeadRun.of(bench, new SampleLead()).cancelledEnd();

        assertThat(bench.tools.undoneTools()).containsExactly("upsert_lead", "log_activity");
        assertThat(outcome.result()).isEqualTo(Result.ROLLED_BACK);
    }

    @Test
    void withdrawsTheRequestWhenCancelledWhileWaitingForAPerson() {
        askAPersonFor("create_task");
        bench.startWorking();

        LeadRun run = LeadRun.of(bench, new SampleLead());
        run.awaitWaiting();
        run.cancel();
        LeadOutcome outcome = run.cancelledEnd();

        assertThat(bench.authorizations.withdrawn()).containsExactly(AUTHORIZATION);
        assertThat(outcome.result()).isEqualTo(Result.ROLLED_BACK);
        assertThat(outcome.authorizationId()).isNull();
        assertThat(stepOf(outcome, "create_task").status()).isEqualTo(StepStatus.SKIPPED);
        assertThat(bench.tools.undoneTools()).containsExactly("set_lead_score", "upsert_lead", "log_activity");
        assertThat(run.waitingAttribute()).isFalse();
    }

    @Test
    void undoesTheStepThatRunsAfterItsAuthorization() {
        bench.tools.on("create_task", (call, attempt) -> {
            if (call.authorizationId() == null) {
                return FakeTools.askAPerson(AUTHORIZATION, bench.now().plus(Duration.ofHours(1)), attempt);
            }
            bench.cancelFromWithin(LEAD);
            throw ApplicationFailure.newNonRetryableFailure("Not tried again", RetryLater.UNAVAILABLE.name());
        });
        bench.startWorking();

        LeadRun run = LeadRun.of(bench, new SampleLead());
        run.awaitWaiting();
        run.decide(AUTHORIZATION, Verdict.AUTHORIZED);
        run.cancelledEnd();

        assertThat(bench.tools.undoneTools())
                .containsExactly("create_task", "set_lead_score", "upsert_lead", "log_activity");
    }

    @Test
    void saysSoWhenNotEverythingCouldBeUndone() {
        bench.tools
                .on("upsert_lead", (call, attempt) -> {
                    bench.cancelFromWithin(LEAD);
                    return bench.tools.succeed(call, attempt);
                })
                .onUndo(
                        "upsert_lead",
                        new UndoResult(UndoResult.Status.LEFT_FOR_A_PERSON, null, "Someone changed it since", "00T9"));
        bench.startWorking();

        LeadOutcome outcome = LeadRun.of(bench, new SampleLead()).cancelledEnd();

        assertThat(outcome.result()).isEqualTo(Result.FAILED);
        assertThat(outcome.compensations()).anyMatch(compensation -> "00T9".equals(compensation.taskId()));
    }

    @Test
    void finishesTheUndoAlthoughCancelledAgain() {
        bench.tools
                .on("upsert_lead", (call, attempt) -> FakeTools.refuse(Refusal.CRM_REFUSED, attempt))
                .beforeUndo(request -> bench.workflow(LEAD).cancel());
        bench.startWorking();

        LeadOutcome outcome = LeadRun.of(bench, new SampleLead()).cancelledEnd();

        assertThat(outcome.result()).isEqualTo(Result.ROLLED_BACK);
        assertThat(bench.tools.undoneTools()).containsExactly("log_activity");
    }

    private void askAPersonFor(String tool) {
        bench.tools.on(
                tool,
                (call, attempt) -> call.authorizationId() == null
                        ? FakeTools.askAPerson(AUTHORIZATION, bench.now().plus(Duration.ofHours(72)), attempt)
                        : bench.tools.succeed(call, attempt));
    }
}
