package dev.handrail.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.approval.Authorization;
import dev.handrail.authorization.Decision;
import dev.handrail.authorization.Decision.Verdict;
import dev.handrail.authorization.DecisionVerdict;
import dev.handrail.authorization.GrantTerms;
import dev.handrail.call.CallResult;
import dev.handrail.call.CallResult.Status;
import dev.handrail.call.ToolCall;
import dev.handrail.limit.LimitRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may decide about a call, how many of them, and what a decision leaves behind. */
class QuorumIT extends DoorScenario {

    private int numbers;

    @BeforeEach
    void askTwoOfFinanceAboutTasksAndAnybodyAboutNotes() {
        door = doorWith("""
                version: 1
                rules:
                  - name: two of finance
                    tools: [create_task]
                    permission: requires_authorization
                    reason: Tasks need two people of finance
                    approvals: 2
                    group: finance
                    escalateAfter: 24h
                    escalateTo: directors
                    mayDelegate: true
                  - name: notes
                    tools: [add_note]
                    permission: requires_authorization
                    reason: Notes need a person
                """, LimitRules.defaults());
    }

    @Test
    void runsWhenTwoPeopleOfTheGroupHaveApproved() {
        ToolCall task = task();
        String id = asked(task);

        assertThat(approve(id, "approver-1@finance").missing()).isEqualTo(1);
        assertThat(run(task.authorizedBy(id)).status()).isEqualTo(Status.AUTHORIZATION_REQUIRED);
        assertThat(approve(id, "approver-2@finance").decides()).isTrue();

        assertThat(run(task.authorizedBy(id)).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(request(id).votes()).hasSize(2);
    }

    @Test
    void nobodyOutsideTheGroupDecides() {
        String id = asked(task());

        assertThat(approve(id, "approver-1").reason()).contains("not in [finance]");
        assertThat(approve(id, "approver-1@directors").accepted()).isFalse();
        authorizations.escalate(tenant, id);

        assertThat(approve(id, "approver-1@directors").accepted()).isTrue();
    }

    @Test
    void nobodyCountsTwiceAlsoNotWithAnotherKey() {
        String id = asked(task());
        approve(id, "approver-1:laptop@finance");

        assertThat(approve(id, "approver-1:phone@finance").reason()).contains("approved it already");
        assertThat(request(id).missing()).isEqualTo(1);
    }

    @Test
    void whoeverAskedDecidesNotEvenWithAnotherKey() {
        String id = asked(note());

        assertThat(approve(id, "agent:approver").reason()).contains("Whoever asked");
    }

    @Test
    void aDelegateDecidesThoughOutsideTheGroup() {
        String id = asked(task());

        assertThat(authorizations.delegate(tenant, id, "approver-9@sales", "approver-8"))
                .hasValueSatisfying(why -> assertThat(why).contains("not in"));
        assertThat(authorizations.delegate(tenant, id, "approver-1@finance", "agent"))
                .isPresent();
        assertThat(authorizations.delegate(tenant, id, "approver-1@finance", "approver-8"))
                .isEmpty();

        assertThat(approve(id, "approver-8").accepted()).isTrue();
    }

    @Test
    void anEditClosesTheRequestWithTheVotesItHad() {
        ToolCall task = task();
        String id = asked(task);
        approve(id, "approver-1@finance");
        Map<String, Object> edited = Map.of("subject", "Call Omar");

        DecisionVerdict verdict = authorizations.decide(
                tenant, new Decision("edit", id, Verdict.AUTHORIZED, "approver-2@finance", null, edited, null));

        assertThat(verdict.decides()).isTrue();
        assertThat(request(id).status()).isEqualTo(Authorization.Status.EDITED);
        String other = asked(task.edited(edited));
        assertThat(request(other).votes()).isEmpty();
        assertThat(request(other).arguments()).isEqualTo(edited);
        assertThat(approve(id, "approver-3@finance").reason()).contains("already edited");
    }

    @Test
    void aGrantAllowsTheSameFromThenOnAsOftenAsItSays() {
        String id = asked(note());
        GrantTerms twice = new GrantTerms(Map.of("text", "Called"), null, 2);

        decide(id, "approver-1", twice);

        ToolCall first = note();
        assertThat(run(first).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(run(first).replayed()).as("tried again, used once").isFalse();
        assertThat(run(note("Something else")).status()).isEqualTo(Status.AUTHORIZATION_REQUIRED);
        assertThat(run(note()).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(run(note()).status()).as("used up").isEqualTo(Status.AUTHORIZATION_REQUIRED);
        assertThat(receipts()).contains("grant_given succeeded", "grant_used succeeded");
    }

    @Test
    void theApprovedCallItselfUsesNothingOfAGrant() {
        ToolCall approved = note();
        String id = asked(approved);
        decide(id, "approver-1", new GrantTerms(Map.of(), null, 1));

        assertThat(run(approved.authorizedBy(id)).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(grants.list(tenant).getFirst().used()).isZero();
        assertThat(run(note()).status()).as("the one more").isEqualTo(Status.SUCCEEDED);
        assertThat(run(note()).status()).isEqualTo(Status.AUTHORIZATION_REQUIRED);
    }

    @Test
    void aGrantEndsWithItsTimeAndWithItsRevocation() {
        decide(
                asked(note()),
                "approver-1",
                new GrantTerms(Map.of(), Instant.now().plusSeconds(60), null));
        database.ownerJdbc().sql("UPDATE approval_grant SET expires_at = now()").update();
        assertThat(run(note()).status()).as("expired").isEqualTo(Status.AUTHORIZATION_REQUIRED);

        decide(asked(note()), "approver-1", GrantTerms.PLAIN);
        assertThat(run(note()).status()).isEqualTo(Status.SUCCEEDED);
        String grant = grants.list(tenant).getFirst().id();
        assertThat(grants.revoke(tenant, grant, "approver-1")).isTrue();
        assertThat(grants.revoke(tenant, grant, "approver-1")).isFalse();

        assertThat(run(note()).status()).as("revoked").isEqualTo(Status.AUTHORIZATION_REQUIRED);
    }

    @Test
    void aGrantIsOfOneActor() {
        decide(asked(note()), "approver-1", GrantTerms.PLAIN);
        ToolCall call = note();

        ToolCall others = new ToolCall(
                call.id(),
                tenant,
                "another agent",
                call.tool(),
                call.arguments(),
                call.key(),
                false,
                call.subject(),
                null,
                "because",
                null);

        assertThat(run(others).status()).isEqualTo(Status.AUTHORIZATION_REQUIRED);
    }

    @Test
    void aGrantStandsInForNoOtherRulesPeople() {
        door = doorWith("""
                version: 1
                rules:
                  - name: long notes
                    tools: [add_note]
                    when: args.text.size() > 10
                    permission: requires_authorization
                    reason: Long notes need a person
                  - name: short notes
                    tools: [add_note]
                    when: args.text.size() < 5
                    permission: requires_authorization
                    reason: Short notes need finance
                    group: finance
                    mayDelegate: true
                """, LimitRules.defaults());
        decide(asked(note("A long, long note")), "approver-1", GrantTerms.PLAIN);

        assertThat(run(note("Another long note")).status()).isEqualTo(Status.SUCCEEDED);
        String ofFinance = asked(note("No"));
        authorizations.delegate(tenant, ofFinance, "approver-1@finance", "approver-8");
        assertThat(decide(ofFinance, "approver-8", GrantTerms.PLAIN).reason()).contains("member of the group");
        assertThat(approve(ofFinance, "approver-8").accepted()).isTrue();
    }

    @Test
    void aGrantEndsWithTheRightOfWhoeverGaveIt() {
        decide(asked(note()), "approver-1", GrantTerms.PLAIN);
        approvers.leaves("approver-1");

        assertThat(run(note()).status()).isEqualTo(Status.AUTHORIZATION_REQUIRED);
    }

    @Test
    void aGrantThatWouldNeverHoldIsRefused() {
        String id = asked(note());

        assertThat(decide(id, "approver-1", new GrantTerms(Map.of("text", "Something else"), null, null))
                        .reason())
                .contains("would not fit");
        assertThat(decide(id, "approver-1", new GrantTerms(Map.of(), Instant.now(), null))
                        .reason())
                .contains("expired already");
    }

    @Test
    void whoeverApprovedMayDenyAsLongAsOthersAreWaitedFor() {
        String id = asked(task());
        approve(id, "approver-1@finance");

        authorizations.decide(tenant, new Decision("no", id, Verdict.DENIED, "approver-1@finance", "I looked again"));

        assertThat(request(id).status()).isEqualTo(Authorization.Status.DENIED);
    }

    @Test
    void noGrantStandsInForTwoPeople() {
        String id = asked(task());

        DecisionVerdict verdict = decide(id, "approver-1@finance", GrantTerms.PLAIN);

        assertThat(verdict.accepted()).isFalse();
        assertThat(verdict.reason()).contains("2 people must approve");
    }

    @Test
    void ofFiftyWhoDecideAtOnceOneCounts() throws Exception {
        String id = asked(note());
        List<Callable<DecisionVerdict>> deciders = new ArrayList<>();
        for (int number = 0; number < 50; number++) {
            String person = "approver-" + number;
            Verdict verdict = number % 2 == 0 ? Verdict.AUTHORIZED : Verdict.DENIED;
            deciders.add(() -> authorizations.decide(tenant, new Decision("d-" + person, id, verdict, person, null)));
        }

        List<DecisionVerdict> verdicts = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<DecisionVerdict> decided : executor.invokeAll(deciders)) {
                verdicts.add(decided.get());
            }
        }

        assertThat(verdicts.stream().filter(DecisionVerdict::accepted)).hasSize(1);
        assertThat(verdicts.stream().filter(verdict -> !verdict.accepted()))
                .allSatisfy(told -> assertThat(told.reason()).startsWith("It is already "));
        assertThat(request(id).votes()).hasSize(1);
    }

    @Test
    void aCallThatRacesTheRevocationOfItsGrantRunsOrAsksButNeverBoth() throws Exception {
        for (int round = 0; round < 20; round++) {
            decide(asked(note()), "approver-1", GrantTerms.PLAIN);
            String grant = grants.list(tenant).getFirst().id();
            ToolCall call = note();
            try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<Boolean> revoked = executor.submit(() -> grants.revoke(tenant, grant, "approver-1"));
                Future<CallResult> result = executor.submit(() -> run(call));
                assertThat(revoked.get()).isTrue();
                int used = grants.list(tenant).getFirst().used();
                assertThat(result.get().status())
                        .isEqualTo(used == 1 ? Status.SUCCEEDED : Status.AUTHORIZATION_REQUIRED);
            }
        }
    }

    private ToolCall task() {
        return call("flow/t" + numbers++, "create_task", Map.of("subject", "Call Dana"), "task" + numbers, false);
    }

    private ToolCall note() {
        return note("Called");
    }

    private ToolCall note(String text) {
        return call("flow/n" + numbers++, "add_note", Map.of("text", text), "note" + numbers, true);
    }

    private String asked(ToolCall call) {
        CallResult result = run(call);
        assertThat(result.status()).isEqualTo(Status.AUTHORIZATION_REQUIRED);
        return Objects.requireNonNull(result.authorization()).id();
    }

    private Authorization request(String id) {
        return authorizations.find(tenant, id).orElseThrow();
    }

    private DecisionVerdict approve(String id, String person) {
        return authorizations.decide(tenant, new Decision("d-" + person, id, Verdict.AUTHORIZED, person, null));
    }

    private DecisionVerdict decide(String id, String person, GrantTerms grant) {
        return authorizations.decide(
                tenant, new Decision("d-" + id + person, id, Verdict.AUTHORIZED, person, null, null, grant));
    }
}
