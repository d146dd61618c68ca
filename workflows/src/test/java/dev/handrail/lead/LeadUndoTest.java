package dev.handrail.lead;

import static dev.handrail.lead.LeadRun.stepOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.call.RetryLater;
import dev.handrail.call.UndoRequest;
import dev.handrail.call.UndoResult;
import dev.handrail.fakes.Bench;
import dev.handrail.fakes.FakeTools;
import dev.handrail.fakes.SampleLead;
import dev.handrail.lead.LeadOutcome.Result;
import dev.handrail.lead.LeadOutcome.StepStatus;
import io.temporal.failure.CanceledFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Leads that are undone after their end. */
class LeadUndoTest {

    private final Bench bench = Bench.working();

    @BeforeEach
    void complete() {
        bench.leads.quick();
        LeadRun.of(bench, new SampleLead()).end();
    }

    @AfterEach
    void clear() {
        bench.close();
    }

    @Test
    void takesBackWhatTheLeadDidLastStepFirst() {
        LeadOutcome outcome = undo();

        assertThat(outcome.result()).isEqualTo(Result.UNDONE);
        assertThat(bench.tools.undoneTools())
                .containsExactly(
                        "sync_firmographics",
                        "create_opportunity",
                        "create_task",
                        "set_lead_score",
                        "upsert_lead",
                        "log_activity");
        assertThat(bench.tools.undos())
                .allMatch(UndoRequest::triesAgain)
                .allMatch(undo -> undo.actor().equals("op-1") && undo.reason().equals("Wrong list"))
                .extracting(UndoRequest::callId)
                .contains("lead-default:L-1001/0");
        assertThat(outcome.compensations()).hasSize(6);
        assertThat(bench.undos.undone()).containsExactly(outcome);
    }

    @Test
    void saysWhatItLeftForAPerson() {
        bench.tools.onUndo(
                "upsert_lead",
                new UndoResult(UndoResult.Status.LEFT_FOR_A_PERSON, "00Q1", "Someone changed the record", "00T9"));

        LeadOutcome outcome = undo();

        assertThat(outcome.result()).isEqualTo(Result.PARTLY_UNDONE);
        assertThat(stepOf(outcome, "upsert_lead").status()).isEqualTo(StepStatus.COMPENSATION_FAILED);
        assertThat(stepOf(outcome, "log_activity").status()).isEqualTo(StepStatus.COMPENSATED);
        assertThat(outcome.reasons()).contains("upsert_lead was not taken back: Someone changed the record");
        assertThat(outcome.compensations())
                .filteredOn(one -> one.taskId() != null)
                .singleElement()
                .extracting(LeadOutcome.Compensation::taskId)
                .isEqualTo("00T9");
    }

    @Test
    void waitsForACrmThatIsAway() {
        bench.tools.failUndo("create_task", FakeTools.later(RetryLater.UNAVAILABLE), 3);

        assertThat(undo().result()).isEqualTo(Result.UNDONE);
    }

    @Test
    void isFinishedAlthoughSomebodyCancelsIt() {
        String id = LeadUndoRequest.workflowId("default", "L-1001");
        bench.tools.beforeUndo(undo -> {
            if (undo.tool().equals("create_task")) {
                bench.cancelAndAwait(id);
            }
        });

        assertThatThrownBy(this::undo).hasCauseInstanceOf(CanceledFailure.class);

        assertThat(bench.undos.undone())
                .singleElement()
                .extracting(LeadOutcome::result)
                .isEqualTo(Result.UNDONE);
    }

    private LeadOutcome undo() {
        LeadUndoRequest request = new LeadUndoRequest("default", "op-1", "L-1001", "Wrong list");
        return bench.newWorkflow(LeadUndoWorkflow.class, LeadUndoRequest.workflowId("default", "L-1001"))
                .run(request);
    }
}
