package dev.handrail.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.authorization.Decision;
import dev.handrail.authorization.Decision.Verdict;
import dev.handrail.authorization.DecisionVerdict;
import dev.handrail.call.CallResult.AuthorizationNeeded;
import dev.handrail.call.CallResult.Status;
import dev.handrail.fakes.AgentRun;
import dev.handrail.fakes.Bench;
import dev.handrail.fakes.FakeTools;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people can do about a call that waits for them, and what time does. */
class DecidedCallTest {

    private static final Map<String, Object> EDITED = Map.of("subject", "Call Dana", "priority", "Low");

    private final Bench bench = Bench.working();

    @AfterEach
    void clear() {
        bench.close();
    }

    @Test
    void waitsUntilEnoughPeopleHaveApproved() {
        bench.authorizations.quorum(2);
        bench.tools.on("create_task", this::asked);
        AgentRun run = AgentRun.of(bench);
        run.answer();

        DecisionVerdict first = run.decide(decision("d1", "auth-1", "ann", null));
        assertThat(first.accepted()).isTrue();
        assertThat(first.missing()).isEqualTo(1);
        assertThat(run.state().status()).isEqualTo(Status.AUTHORIZATION_REQUIRED);
        run.decide(decision("d2", "auth-1", "bob", null));

        assertThat(run.end().status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void oneDenialIsEnough() {
        bench.authorizations.quorum(2);
        bench.tools.on("create_task", this::asked);
        AgentRun run = AgentRun.of(bench);
        run.answer();
        run.decide(decision("d1", "auth-1", "ann", null));

        run.decide(new Decision("d2", "auth-1", Verdict.DENIED, "bob", "Not this quarter"));

        assertThat(run.end().message()).isEqualTo("Denied: Not this quarter");
    }

    @Test
    void callsWithTheArgumentsOfTheApproverAndSaysSo() {
        bench.tools.on("create_task", this::asked);
        AgentRun run = AgentRun.of(bench);
        run.answer();

        run.decide(decision("d1", "auth-1", "ann", EDITED));
        CallResult result = run.end();

        assertThat(result.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(result.warnings()).singleElement().asString().contains("priority");
        ToolCall last = bench.tools.lastCallOf("create_task");
        assertThat(last.arguments()).isEqualTo(EDITED);
        assertThat(last.authorizationId()).isEqualTo("auth-2");
    }

    @Test
    void anEditThatNeedsMoreApprovalsWaitsForThem() {
        bench.authorizations.quorum(2);
        bench.tools.on("create_task", this::asked);
        AgentRun run = AgentRun.of(bench);
        run.answer();
        run.decide(decision("d1", "auth-1", "ann", EDITED));
        bench.await("the edited call's question", () -> isAskedAbout(run, "auth-2"));

        run.decide(decision("d2", "auth-2", "bob", null));

        assertThat(run.end().status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void anEditThatNeedsNobodyRunsAtOnce() {
        bench.tools.on(
                "create_task",
                (call, attempt) ->
                        call.arguments().equals(EDITED) ? bench.tools.succeed(call, attempt) : asked(call, attempt));
        AgentRun run = AgentRun.of(bench);
        run.answer();

        run.decide(decision("d1", "auth-1", "ann", EDITED));

        assertThat(run.end().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(bench.tools.lastCallOf("create_task").authorizationId()).isNull();
    }

    @Test
    void remindsAndEscalatesBeforeItExpires() {
        Instant start = bench.now();
        bench.tools.on(
                "create_task",
                (call, attempt) -> CallResult.authorizationRequired(
                        new AuthorizationNeeded(
                                "auth-1",
                                "Policy wants a person",
                                start.plus(Duration.ofDays(3)),
                                start.plus(Duration.ofDays(2)),
                                start.plus(Duration.ofDays(1))),
                        attempt));

        CallResult result = AgentRun.of(bench).end();

        assertThat(bench.authorizations.happened()).isEqualTo(List.of("escalated auth-1", "reminded of auth-1"));
        assertThat(result.code()).isEqualTo("authorization_expired");
        assertThat(bench.now()).isAfterOrEqualTo(start.plus(Duration.ofDays(3)));
    }

    private static boolean isAskedAbout(AgentRun run, String id) {
        CallResult state = run.state();
        return state != null
                && state.authorization() != null
                && state.authorization().id().equals(id);
    }

    private CallResult asked(ToolCall call, int attempt) {
        String id = call.arguments().equals(EDITED) ? "auth-2" : "auth-1";
        return id.equals(call.authorizationId())
                ? bench.tools.succeed(call, attempt)
                : FakeTools.askAPerson(id, bench.now().plus(Duration.ofHours(1)), attempt);
    }

    private static Decision decision(String id, String authorization, String by, Map<String, Object> arguments) {
        return new Decision(id, authorization, Verdict.AUTHORIZED, by, null, arguments, null);
    }
}
