package dev.handrail.lead;

import static dev.handrail.lead.LeadRun.stepOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.authorization.Decision;
import dev.handrail.authorization.Decision.Verdict;
import dev.handrail.call.ToolCall;
import dev.handrail.fakes.Bench;
import dev.handrail.fakes.FakeLeads;
import dev.handrail.fakes.FakeTools;
import dev.handrail.fakes.SampleLead;
import dev.handrail.lead.LeadOutcome.Result;
import dev.handrail.lead.LeadOutcome.StepStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Leads whose plan a person approves before anything is written. */
class PlanApprovalTest {

    private static final Duration EXPIRY = Duration.ofHours(72);

    private final Bench bench = Bench.working();

    @BeforeEach
    void setOut() {
        bench.leads.quick();
        bench.leads.planExpiresAt(bench.now().plus(EXPIRY));
    }

    @AfterEach
    void clear() {
        bench.close();
    }

    @Test
    void showsEveryStepBeforeAnythingIsWritten() {
        LeadOutcome waiting = LeadRun.of(bench, wantingApproval()).awaitWaiting();

        assertThat(waiting.authorizationId()).isEqualTo(FakeLeads.PLAN);
        assertThat(waiting.plan()).isNotNull();
        assertThat(waiting.plan().steps())
                .extracting(PlannedAction::tool)
                .containsExactlyElementsOf(
                        waiting.steps().stream().map(LeadOutcome.Step::tool).toList());
        assertThat(waiting.steps()).allMatch(step -> step.status() == StepStatus.PENDING);
        assertThat(bench.tools.calls()).isEmpty();
    }

    @Test
    void takesEveryStepWithThePlansApproval() {
        LeadRun run = waiting();

        run.decide(FakeLeads.PLAN, Verdict.AUTHORIZED);
        LeadOutcome outcome = run.end();

        assertThat(outcome.result()).isEqualTo(Result.COMPLETED);
        assertThat(outcome.authorizationId()).isNull();
        assertThat(outcome.plan()).isNotNull();
        assertThat(bench.tools.calls())
                .extracting(ToolCall::authorizationId)
                .containsOnly(FakeLeads.PLAN)
                .hasSize(outcome.steps().size());
    }

    @Test
    void proposesTheCallsThatItMakesButForTheRecordsThatAreNotThereYet() {
        LeadRun run = waiting();
        run.decide(FakeLeads.PLAN, Verdict.AUTHORIZED);
        run.end();

        Map<Integer, ToolCall> made = new LinkedHashMap<>();
        bench.tools.calls().forEach(call -> made.put(made.size() + 1, call));
        for (PlanProposal.Step proposed : bench.leads.proposals().getFirst().steps()) {
            Map<String, Object> arguments = new LinkedHashMap<>(proposed.call().arguments());
            arguments.replaceAll((name, value) -> PlanProposal.stepOf(value) == 0
                    ? value
                    : FakeTools.RECORDS.get(made.get(PlanProposal.stepOf(value)).tool()));
            assertThat(made.get(proposed.number()).arguments()).isEqualTo(arguments);
            assertThat(made.get(proposed.number()).id())
                    .isEqualTo(proposed.call().id());
        }
    }

    @Test
    void changesNothingWhenItIsDenied() {
        LeadRun run = waiting();

        run.decide(new Decision("decision-1", FakeLeads.PLAN, Verdict.DENIED, "ann", "Wrong person"));
        LeadOutcome outcome = run.end();

        assertThat(outcome.result()).isEqualTo(Result.DENIED);
        assertThat(outcome.reasons()).containsExactly("The plan was denied: Wrong person");
        assertThat(outcome.steps()).allMatch(step -> step.status() == StepStatus.SKIPPED);
        assertThat(bench.tools.calls()).isEmpty();
        assertThat(bench.tools.undos()).isEmpty();
        assertThat(bench.leads.concluded()).containsExactly(outcome);
        assertThat(run.waitingAttribute()).isFalse();
    }

    @Test
    void neverTakesAnExpiryForAnApproval() {
        LeadOutcome outcome = LeadRun.of(bench, wantingApproval()).end();

        assertThat(outcome.result()).isEqualTo(Result.EXPIRED);
        assertThat(bench.authorizations.hasExpired(FakeLeads.PLAN)).isTrue();
        assertThat(bench.tools.calls()).isEmpty();
    }

    @Test
    void asksForLeadsThatDoNotSayWhereTheTenantWantsIt() {
        bench.leads.approvePlans();

        LeadOutcome waiting = LeadRun.of(bench, new SampleLead()).awaitWaiting();

        assertThat(waiting.authorizationId()).isEqualTo(FakeLeads.PLAN);
    }

    @Test
    void waitsAgainForAStepThatTheApprovalDoesNotCover() {
        bench.tools.on(
                "create_task",
                (call, attempt) -> "auth-1".equals(call.authorizationId())
                        ? bench.tools.succeed(call, attempt)
                        : FakeTools.askAPerson("auth-1", bench.now().plus(EXPIRY), attempt));
        LeadRun run = waiting();
        run.decide(FakeLeads.PLAN, Verdict.AUTHORIZED);

        run.awaitWaitingFor("auth-1");
        run.decide(new Decision("decision-2", "auth-1", Verdict.AUTHORIZED, "ann", null));

        assertThat(run.end().result()).isEqualTo(Result.COMPLETED);
    }

    @Test
    void isWithdrawnWhenTheLeadIsCancelledMeanwhile() {
        LeadRun run = waiting();

        run.cancel();
        LeadOutcome outcome = run.cancelledEnd();

        assertThat(bench.authorizations.withdrawn()).containsExactly(FakeLeads.PLAN);
        assertThat(outcome.result()).isEqualTo(Result.ROLLED_BACK);
        assertThat(bench.tools.calls()).isEmpty();
    }

    @Test
    void runsAtOnceWithoutTheWish() {
        LeadOutcome outcome = LeadRun.of(bench, new SampleLead()).end();

        assertThat(outcome.result()).isEqualTo(Result.COMPLETED);
        assertThat(outcome.plan()).isNull();
        assertThat(bench.leads.proposals()).isEmpty();
        assertThat(stepOf(outcome, "create_task").status()).isEqualTo(StepStatus.SUCCEEDED);
    }

    private LeadRun waiting() {
        LeadRun run = LeadRun.of(bench, wantingApproval());
        run.awaitWaiting();
        return run;
    }

    private static SampleLead wantingApproval() {
        return new SampleLead().with("/approval", "plan");
    }
}
