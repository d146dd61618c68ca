package dev.handrail.lead;

import static dev.handrail.lead.LeadRun.stepOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.handrail.call.CallResult;
import dev.handrail.call.Refusal;
import dev.handrail.call.RetryLater;
import dev.handrail.call.UndoRequest;
import dev.handrail.call.UndoResult;
import dev.handrail.fakes.Bench;
import dev.handrail.fakes.FakeTools;
import dev.handrail.fakes.SampleLead;
import dev.handrail.lead.LeadOutcome.Compensation;
import dev.handrail.lead.LeadOutcome.Result;
import dev.handrail.lead.LeadOutcome.Status;
import dev.handrail.lead.LeadOutcome.Step;
import dev.handrail.lead.LeadOutcome.StepStatus;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Steps that fail for a while, and steps that fail for good. */
class LeadRollbackTest {

    /** The sample's plan with a critical step near its end. */
    private static final String LATE_CRITICAL = """
            version: 1
            first:
              - tool: log_activity
            decisions:
              ROUTE_TO_SDR:
                - tool: upsert_lead
                  critical: true
                - tool: match_account
                - tool: create_task
                  with: {subject: Review}
                - tool: create_opportunity
                  critical: true
              NURTURE: []
              IGNORE: []
            last:
              - tool: sync_firmographics
            """;

    final Bench bench = Bench.working();

    @AfterEach
    void clear() {
        bench.close();
    }

    @Test
    void undoesEarlierStepsLastFirstWhenACriticalOneIsRefused() {
        bench.leads.planBy(LATE_CRITICAL);
        bench.tools.on("create_opportunity", (call, attempt) -> FakeTools.refuse(Refusal.CRM_REFUSED, attempt));

        LeadOutcome outcome = run();

        assertThat(outcome.result()).isEqualTo(Result.ROLLED_BACK);
        assertThat(outcome.status()).isEqualTo(Status.ENRICHED);
        assertThat(bench.tools.undoneTools()).containsExactly("create_task", "upsert_lead", "log_activity");
        assertThat(outcome.steps())
                .extracting(Step::tool, Step::status)
                .containsExactly(
                        tuple("log_activity", StepStatus.COMPENSATED),
                        tuple("upsert_lead", StepStatus.COMPENSATED),
                        tuple("match_account", StepStatus.SUCCEEDED),
                        tuple("create_task", StepStatus.COMPENSATED),
                        tuple("create_opportunity", StepStatus.FAILED),
                        tuple("sync_firmographics", StepStatus.PENDING));
        assertThat(outcome.compensations())
                .extracting(Compensation::tool, Compensation::status, Compensation::message)
                .containsExactly(
                        tuple("create_task", StepStatus.COMPENSATED, "Taken back"),
                        tuple("upsert_lead", StepStatus.COMPENSATED, "Taken back"),
                        tuple("log_activity", StepStatus.COMPENSATED, "Taken back"));
        assertThat(outcome.reasons()).contains("create_opportunity: Refused by the test", "A critical step failed");
        assertThat(bench.leads.concluded()).containsExactly(outcome);
    }

    @Test
    void undoesTheVeryCallsItMade() {
        bench.leads.planBy(LATE_CRITICAL);
        bench.tools.on("create_opportunity", (call, attempt) -> FakeTools.refuse(Refusal.CRM_REFUSED, attempt));

        run();

        assertThat(bench.tools.undos())
                .extracting(UndoRequest::callId)
                .containsExactly("lead-default:L-1001/3", "lead-default:L-1001/1", "lead-default:L-1001/0");
        assertThat(bench.tools.undos()).extracting(UndoRequest::tenant).containsOnly("default");
    }

    @Test
    void alsoUndoesAStepWhoseOutcomeIsUnknown() {
        bench.tools.on("upsert_lead", (call, attempt) -> CallResult.unknown("It could not be found out", attempt));

        LeadOutcome outcome = run();

        assertThat(outcome.result()).isEqualTo(Result.ROLLED_BACK);
        assertThat(bench.tools.undoneTools()).containsExactly("upsert_lead", "log_activity");
    }

    @Test
    void doesNotUndoAStepThatWasSkippedOrChangedNothing() {
        bench.leads.planBy(LATE_CRITICAL);
        bench.tools.on("match_account", (call, attempt) -> FakeTools.refuse(Refusal.NOT_FOUND, attempt));

        LeadOutcome outcome = run();

        assertThat(stepOf(outcome, "create_opportunity").status()).isEqualTo(StepStatus.SKIPPED);
        assertThat(outcome.result()).isEqualTo(Result.ROLLED_BACK);
        assertThat(bench.tools.undoneTools()).containsExactly("create_task", "upsert_lead", "log_activity");
    }

    @Test
    void saysWhichTaskIsLeftWhenAnUndoNeedsAPerson() {
        bench.leads.planBy(LATE_CRITICAL);
        bench.tools
                .on("create_opportunity", (call, attempt) -> FakeTools.refuse(Refusal.CRM_REFUSED, attempt))
                .onUndo(
                        "upsert_lead",
                        new UndoResult(
                                UndoResult.Status.LEFT_FOR_A_PERSON,
                                "00Q000000000001",
                                "Someone changed the lead since",
                                "00T000000000099"));

        LeadOutcome outcome = run();

        assertThat(outcome.result()).isEqualTo(Result.FAILED);
        assertThat(stepOf(outcome, "upsert_lead").status()).isEqualTo(StepStatus.COMPENSATION_FAILED);
        assertThat(outcome.compensations())
                .contains(new Compensation(
                        "upsert_lead",
                        StepStatus.COMPENSATION_FAILED,
                        "00Q000000000001",
                        "Someone changed the lead since",
                        "00T000000000099"));
        assertThat(bench.tools.undoneTools()).containsExactly("create_task", "upsert_lead", "log_activity");
    }

    @Test
    void leavesAnUndoThatBreaksOffToAPerson() {
        bench.tools
                .on("upsert_lead", (call, attempt) -> FakeTools.refuse(Refusal.CRM_REFUSED, attempt))
                .failUndo("log_activity", ApplicationFailure.newNonRetryableFailure("Broken", "BROKEN"));

        LeadOutcome outcome = run();

        assertThat(outcome.result()).isEqualTo(Result.FAILED);
        assertThat(stepOf(outcome, "log_activity").status()).isEqualTo(StepStatus.COMPENSATION_FAILED);
    }

    @Test
    void treatsACallThatBreaksOffAsOneThatMayHaveChangedSomething() {
        bench.tools.on("upsert_lead", (call, attempt) -> {
            throw ApplicationFailure.newNonRetryableFailure("Broken", "BROKEN");
        });

        LeadOutcome outcome = run();

        assertThat(outcome.result()).isEqualTo(Result.ROLLED_BACK);
        assertThat(bench.tools.undoneTools()).containsExactly("upsert_lead", "log_activity");
    }

    @Test
    void triesAnUndoAgainUntilTheCrmIsBack() {
        bench.tools
                .on("upsert_lead", (call, attempt) -> FakeTools.refuse(Refusal.CRM_REFUSED, attempt))
                .failUndo("log_activity", FakeTools.later(RetryLater.UNAVAILABLE), 5);

        LeadOutcome outcome = run();

        assertThat(outcome.result()).isEqualTo(Result.ROLLED_BACK);
        assertThat(bench.tools.undos()).hasSize(6);
    }

    @Test
    void waitsAsLongAsTheLimitSays() {
        bench.tools.on("upsert_lead", (call, attempt) -> {
            if (attempt < 3) {
                throw FakeTools.later(RetryLater.RATE_LIMITED, Duration.ofMinutes(7));
            }
            return bench.tools.succeed(call, attempt);
        });

        LeadOutcome outcome = run();

        assertThat(outcome.result()).isEqualTo(Result.COMPLETED);
        assertThat(stepOf(outcome, "upsert_lead").attempts()).isEqualTo(bench.tools.callsOf("upsert_lead"));
        assertThat(waitedFor("upsert_lead")).isBetween(Duration.ofMinutes(14), Duration.ofMinutes(15));
    }

    @Test
    void waitsUntilTheBreakerMayClose() {
        bench.tools.on("set_lead_score", (call, attempt) -> {
            if (attempt == 1) {
                throw FakeTools.later(RetryLater.BREAKER_OPEN, Duration.ofSeconds(30));
            }
            return bench.tools.succeed(call, attempt);
        });

        LeadOutcome outcome = run();

        assertThat(outcome.result()).isEqualTo(Result.COMPLETED);
        assertThat(waitedFor("set_lead_score")).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(31));
    }

    @Test
    void waitsOutAnOutageOfTheCrm() {
        bench.tools.on("upsert_lead", (call, attempt) -> {
            if (attempt <= 40) {
                throw FakeTools.later(RetryLater.UNAVAILABLE);
            }
            return bench.tools.succeed(call, attempt);
        });

        LeadOutcome outcome = run();

        assertThat(outcome.result()).isEqualTo(Result.COMPLETED);
        assertThat(stepOf(outcome, "upsert_lead").attempts())
                .isEqualTo(bench.tools.callsOf("upsert_lead"))
                .isGreaterThan(40);
        assertThat(waitedFor("upsert_lead"))
                .as("the delay between attempts stays at a minute")
                .isBetween(Duration.ofMinutes(30), Duration.ofMinutes(45));
    }

    /** In Temporal's time, from the first attempt to the last. */
    private Duration waitedFor(String tool) {
        return bench.tools.timeBetweenFirstAndLastAttemptOf(tool);
    }

    private LeadOutcome run() {
        return LeadRun.of(bench, new SampleLead()).end();
    }
}
