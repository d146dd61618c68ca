package dev.handrail.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.authorization.Decision;
import dev.handrail.authorization.Decision.Verdict;
import dev.handrail.authorization.SignalledDecision;
import dev.handrail.call.CallResult.Status;
import dev.handrail.fakes.AgentRun;
import dev.handrail.fakes.Bench;
import dev.handrail.fakes.FakeAuthorizations;
import dev.handrail.fakes.FakeTools;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A tool call of its own, as an agent makes it. */
class AgentToolCallTest {

    private static final String AUTHORIZATION = "auth-1";

    private final Bench bench = Bench.working();

    @AfterEach
    void clear() {
        bench.close();
    }

    @Test
    void answersTheResultWithTheStart() {
        CallResult answer = AgentRun.of(bench).answer();

        assertThat(answer.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(answer.crmRecordId()).isEqualTo("00T000000000002");
        assertThat(bench.tools.calledTools()).containsExactly("create_task");
    }

    @Test
    void answersTheSameToWhoeverAsksLater() {
        AgentRun run = AgentRun.of(bench);
        CallResult answer = run.answer();

        assertThat(run.end()).isEqualTo(answer);
        assertThat(run.state()).isEqualTo(answer);
    }

    @Test
    void answersARefusal() {
        bench.tools.on("create_task", (call, attempt) -> FakeTools.refuse(Refusal.FORBIDDEN_BY_POLICY, attempt));

        CallResult answer = AgentRun.of(bench).answer();

        assertThat(answer.status()).isEqualTo(Status.REFUSED);
        assertThat(answer.code()).isEqualTo("forbidden_by_policy");
    }

    @Test
    void hasNoStateWhileItRuns() {
        bench.tools.on("create_task", (call, attempt) -> {
            throw FakeTools.later(RetryLater.RATE_LIMITED, Duration.ofMinutes(5));
        });
        AgentRun run = AgentRun.of(bench);
        bench.await("first attempt", () -> !bench.tools.calls().isEmpty());

        assertThat(run.state()).isNull();
    }

    @Test
    void saysAtOnceThatAPersonMustDecide() {
        askAPerson();
        AgentRun run = AgentRun.of(bench);

        CallResult answer = run.answer();

        assertThat(answer.status()).isEqualTo(Status.AUTHORIZATION_REQUIRED);
        assertThat(answer.authorization().id()).isEqualTo(AUTHORIZATION);
        assertThat(run.state()).isEqualTo(answer);
    }

    @Test
    void hasTheResultAfterTheDecision() {
        askAPerson();
        AgentRun run = AgentRun.of(bench);
        run.answer();

        assertThat(run.decide(AUTHORIZATION, Verdict.AUTHORIZED).accepted()).isTrue();
        CallResult result = run.end();

        assertThat(result.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(run.state()).isEqualTo(result);
    }

    @Test
    void hasNoStateAgainWhileTheAuthorizedCallRuns() {
        bench.tools.on("create_task", (call, attempt) -> {
            if (call.authorizationId() == null) {
                return FakeTools.askAPerson(AUTHORIZATION, bench.now().plus(Duration.ofHours(1)), attempt);
            }
            throw FakeTools.later(RetryLater.UNAVAILABLE, Duration.ofMinutes(5));
        });
        AgentRun run = AgentRun.of(bench);
        run.answer();

        run.decide(AUTHORIZATION, Verdict.AUTHORIZED);
        bench.await("the authorized attempt", () -> bench.tools.calls().size() == 2);

        assertThat(run.state()).isNull();
    }

    @Test
    void isRefusedWhenDenied() {
        askAPerson();
        AgentRun run = AgentRun.of(bench);
        run.answer();

        run.decide(AUTHORIZATION, Verdict.DENIED);

        assertThat(run.end().code()).isEqualTo("authorization_denied");
        assertThat(bench.tools.calls()).hasSize(1);
    }

    @Test
    void isRefusedWhenNobodyDecides() {
        askAPerson();

        CallResult result = AgentRun.of(bench).end();

        assertThat(result.code()).isEqualTo("authorization_expired");
        assertThat(bench.tools.calls()).hasSize(1);
    }

    @Test
    void takesADecisionBySignal() {
        askAPerson();
        AgentRun run = AgentRun.of(bench);
        run.answer();

        run.signal(new SignalledDecision(AUTHORIZATION, "authorized", FakeAuthorizations.CODE, null));

        assertThat(run.end().status()).isEqualTo(Status.SUCCEEDED);
    }

    /** Found by a stranger: one empty signal from Temporal's UI, and the call stood still for good. */
    @Test
    void anEmptySignalStopsNothing() {
        askAPerson();
        AgentRun run = AgentRun.of(bench);
        run.answer();

        run.signal(null);
        run.signal(new SignalledDecision(null, null, null, null));
        run.signal(new SignalledDecision(AUTHORIZATION, "authorized", FakeAuthorizations.CODE, null));

        assertThat(run.end().status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void refusesADecisionOnAnotherAuthorization() {
        askAPerson();
        AgentRun run = AgentRun.of(bench);
        run.answer();

        assertThatThrownBy(() -> run.decide("auth-77", Verdict.AUTHORIZED))
                .isInstanceOf(WorkflowUpdateException.class)
                .hasStackTraceContaining("auth-77 does not wait for a decision");
    }

    @Test
    void refusesADecisionWhileItRuns() {
        bench.tools.on("create_task", (call, attempt) -> {
            throw FakeTools.later(RetryLater.UNAVAILABLE, Duration.ofMinutes(5));
        });
        AgentRun run = AgentRun.of(bench);

        assertThatThrownBy(() -> run.decide(AUTHORIZATION, Verdict.AUTHORIZED))
                .isInstanceOf(WorkflowUpdateException.class);
        assertThat(bench.authorizations.isDecided(AUTHORIZATION)).isFalse();
    }

    @Test
    void takesTheChangeBackWhenCancelled() {
        bench.tools.on("create_task", (call, attempt) -> {
            bench.cancelFromWithin(AgentRun.ID);
            return bench.tools.succeed(call, attempt);
        });
        AgentRun run = AgentRun.of(bench);

        run.assertCancelled();

        assertThat(bench.tools.undoneTools()).containsExactly("create_task");
        assertThat(run.state().code()).isEqualTo("cancelled");
        assertThat(run.state().message()).isEqualTo("The call was cancelled and its change taken back");
    }

    @Test
    void takesBackAnAttemptThatMayHaveWorked() {
        bench.tools.on("create_task", (call, attempt) -> {
            throw FakeTools.later(RetryLater.UNAVAILABLE, Duration.ofHours(1));
        });
        AgentRun run = AgentRun.of(bench);

        run.cancelBetweenAttempts();
        run.assertCancelled();

        assertThat(bench.tools.undoneTools()).containsExactly("create_task");
    }

    @Test
    void saysSoWhenACancelledChangeIsStillThere() {
        bench.tools
                .on("create_task", (call, attempt) -> {
                    bench.cancelFromWithin(AgentRun.ID);
                    return bench.tools.succeed(call, attempt);
                })
                .onUndo(
                        "create_task",
                        new UndoResult(UndoResult.Status.LEFT_FOR_A_PERSON, null, "The task is closed", "00T9"));
        AgentRun run = AgentRun.of(bench);

        run.assertCancelled();

        assertThat(run.state().message()).contains("still there", "The task is closed");
    }

    @Test
    void withdrawsTheRequestWhenCancelledWhileWaiting() {
        askAPerson();
        AgentRun run = AgentRun.of(bench);
        run.answer();

        run.cancel();
        run.assertCancelled();

        assertThat(bench.authorizations.withdrawn()).containsExactly(AUTHORIZATION);
        assertThat(run.state().code()).isEqualTo("cancelled");
    }

    @Test
    void doesNotKnowTheOutcomeOfACallThatBrokeOff() {
        bench.tools.on("create_task", (call, attempt) -> {
            throw ApplicationFailure.newNonRetryableFailure("Broken", "BROKEN");
        });

        CallResult answer = AgentRun.of(bench).answer();

        assertThat(answer.status()).isEqualTo(Status.UNKNOWN);
        assertThat(answer.code()).isEqualTo("outcome_unknown");
    }

    @Test
    void keepsTheDecisionOfAnEarlierWaitOutOfALaterOne() {
        bench.tools.on("create_task", (call, attempt) -> {
            String next = call.authorizationId() == null ? AUTHORIZATION : "auth-2";
            return FakeTools.askAPerson(next, bench.now().plus(Duration.ofHours(1)), attempt);
        });
        AgentRun run = AgentRun.of(bench);
        run.answer();
        run.decide(AUTHORIZATION, Verdict.AUTHORIZED);
        bench.await("the second question", () -> {
            CallResult state = run.state();
            return state != null && state.authorization().id().equals("auth-2");
        });

        assertThatThrownBy(() -> run.decide(new Decision("again", AUTHORIZATION, Verdict.AUTHORIZED, "ann", null)))
                .isInstanceOf(WorkflowUpdateException.class);
        assertThat(run.end().code()).isEqualTo("authorization_expired");
    }

    private void askAPerson() {
        bench.tools.on(
                "create_task",
                (call, attempt) -> call.authorizationId() == null
                        ? FakeTools.askAPerson(AUTHORIZATION, bench.now().plus(Duration.ofHours(1)), attempt)
                        : bench.tools.succeed(call, attempt));
    }
}
