package dev.handrail.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.handrail.call.RetryLater;
import dev.handrail.call.UndoResult;
import dev.handrail.fakes.Bench;
import dev.handrail.fakes.FakeTools;
import dev.handrail.fakes.SampleLead;
import dev.handrail.lead.LeadOutcome.Result;
import dev.handrail.lead.LeadOutcome.StepStatus;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.Undo;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Steps for a CRM in our own database run inside workflow tasks, and what ran in a task that did not complete is not in
 * the history: a lead that is cancelled then undoes, and bars, each step of its plan.
 */
class QuickLeadCancellationTest {

    private static final UndoResult NOTHING =
            new UndoResult(UndoResult.Status.NOTHING_TO_UNDO, null, "It changed nothing", null);

    private final Bench bench = Bench.idle();

    QuickLeadCancellationTest() {
        bench.leads.quick();
    }

    @AfterEach
    void clear() {
        bench.close();
    }

    @Test
    void undoesStepsThatRanInATaskThatWasLost() {
        LeadRun run = LeadRun.of(bench, new SampleLead());
        run.cancel();
        undoables().stream()
                .filter(tool -> !List.of("log_activity", "upsert_lead").contains(tool))
                .forEach(tool -> bench.tools.onUndo(tool, NOTHING));
        bench.startWorking();

        LeadOutcome outcome = run.cancelledEnd();

        assertThat(bench.tools.calls()).isEmpty();
        assertThat(bench.tools.undoneTools())
                .containsExactlyElementsOf(undoables().reversed());
        assertThat(outcome.result()).isEqualTo(Result.ROLLED_BACK);
        assertThat(outcome.compensations())
                .extracting(LeadOutcome.Compensation::tool)
                .containsExactly("upsert_lead", "log_activity");
        assertThat(outcome.steps())
                .extracting(LeadOutcome.Step::tool, LeadOutcome.Step::status)
                .contains(
                        tuple("log_activity", StepStatus.COMPENSATED),
                        tuple("upsert_lead", StepStatus.COMPENSATED),
                        tuple("create_task", StepStatus.SKIPPED));
    }

    @Test
    void undoesTheStepThatWaitsToBeTriedAgain() {
        undoables().stream()
                .filter(tool -> !List.of("log_activity", "upsert_lead").contains(tool))
                .forEach(tool -> bench.tools.onUndo(tool, NOTHING));
        bench.tools.on("upsert_lead", (call, attempt) -> {
            throw FakeTools.later(RetryLater.UNAVAILABLE, Duration.ofHours(1));
        });
        bench.startWorking();

        LeadRun run = LeadRun.of(bench, new SampleLead());
        run.cancelBetweenAttempts();
        LeadOutcome outcome = run.cancelledEnd();

        assertThat(outcome.result()).isEqualTo(Result.ROLLED_BACK);
        assertThat(outcome.compensations())
                .extracting(LeadOutcome.Compensation::tool)
                .containsExactly("upsert_lead", "log_activity");
    }

    /** Either it was too late, or whatever was done is undone; nothing in between. */
    @Test
    void endsWholeOrNotAtAllWhenCancelledWhileAStepRuns() {
        bench.tools.on("create_task", (call, attempt) -> {
            bench.workflow("lead-default:L-1001").cancel();
            return bench.tools.succeed(call, attempt);
        });
        bench.startWorking();

        LeadRun run = LeadRun.of(bench, new SampleLead());
        bench.await("the end", () -> !bench.leads.concluded().isEmpty());

        LeadOutcome outcome = bench.leads.concluded().getLast();
        assertThat(outcome.result()).isIn(Result.COMPLETED, Result.ROLLED_BACK);
        if (outcome.result() == Result.ROLLED_BACK) {
            run.cancelledEnd();
            assertThat(bench.tools.undoneTools()).containsAll(List.of("create_task", "upsert_lead", "log_activity"));
        } else {
            assertThat(bench.tools.undos()).isEmpty();
        }
    }

    /** The steps of the sample's plan that can be undone, in order. */
    private static List<String> undoables() {
        Catalog catalog = Catalog.crm();
        return List.of(
                        "log_activity",
                        "upsert_lead",
                        "set_lead_score",
                        "match_account",
                        "create_task",
                        "create_opportunity",
                        "sync_firmographics")
                .stream()
                .filter(tool -> catalog.tool(tool).undo() != Undo.NONE)
                .toList();
    }
}
