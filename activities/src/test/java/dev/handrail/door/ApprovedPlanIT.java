package dev.handrail.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.approval.Authorization;
import dev.handrail.authorization.Decision;
import dev.handrail.authorization.Decision.Verdict;
import dev.handrail.authorization.DecisionVerdict;
import dev.handrail.authorization.GrantTerms;
import dev.handrail.call.CallResult;
import dev.handrail.call.CallResult.Status;
import dev.handrail.call.Refusal;
import dev.handrail.call.ToolCall;
import dev.handrail.lead.GroundedLead;
import dev.handrail.lead.PlanProposal;
import dev.handrail.lead.PlannedAction;
import dev.handrail.lead.ProposedPlan;
import dev.handrail.limit.LimitRules;
import dev.handrail.policy.History;
import dev.handrail.redaction.Redaction;
import dev.handrail.redaction.RedactionRules;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.Undo;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the approval of a whole plan allows, and what it does not. */
class ApprovedPlanIT extends DoorScenario {

    private static final String POLICY = """
            version: 1
            rules:
              - name: leads
                tools: [upsert_lead]
                permission: requires_authorization
                reason: A person knows our leads
              - name: scores
                tools: [set_lead_score]
                permission: requires_authorization
                reason: A person scores
                expiresAfter: 5h
              - name: notes
                tools: [add_note]
                permission: soft_limit
                reason: Say why
              - name: tasks
                tools: [create_task]
                permission: requires_authorization
                reason: Tasks need two of finance
                approvals: 2
                group: finance
              - name: tags
                tools: [tag_lead]
                permission: forbidden
                reason: Nobody tags
            """;

    private static final String FLOW = "lead-acme:L-1";

    @BeforeEach
    void holdToPolicy() {
        door = doorWith(POLICY, LimitRules.defaults());
    }

    @Test
    void letsItsStepsRunWithoutAskingAgain() {
        ProposedPlan plan = propose(steps());
        approve(plan);

        String lead = succeeds(step(0, "upsert_lead", DANA, plan));
        succeeds(step(1, "set_lead_score", Map.of("leadId", lead, "score", 70), plan));
        succeeds(step(2, "add_note", Map.of("text", "Fits", "leadId", lead), plan));

        assertThat(receipts()).startsWith("lead_plan authorization_required");
    }

    @Test
    void letsNothingRunBeforeItIsApprovedOrAfterItIsDenied() {
        ProposedPlan plan = propose(steps());

        assertAsks(step(0, "upsert_lead", DANA, plan));
        decide(plan, Verdict.DENIED, "approver-1");

        assertAsks(step(0, "upsert_lead", DANA, plan));
    }

    @Test
    void isForExactlyTheArgumentsThatWereShown() {
        ProposedPlan plan = propose(steps());
        approve(plan);
        Map<String, Object> other = new LinkedHashMap<>(DANA);
        other.put("company", "Another");

        assertAsks(step(0, "upsert_lead", other, plan));

        String lead = succeeds(step(0, "upsert_lead", DANA, plan));
        assertAsks(step(1, "set_lead_score", Map.of("leadId", lead, "score", 71), plan));
    }

    @Test
    void isForTheRecordsThatItsOwnStepsMake() {
        String somebodyElse = run(
                        "create_lead",
                        Map.of(
                                "email",
                                "eve@mmm.example.com",
                                "lastName",
                                "Eve",
                                "company",
                                "3M",
                                "aiFitScore",
                                1,
                                "aiIntent",
                                "LOW_FIT"))
                .crmRecordId();
        ProposedPlan plan = propose(steps());
        approve(plan);
        succeeds(step(0, "upsert_lead", DANA, plan));

        assertAsks(step(1, "set_lead_score", Map.of("leadId", somebodyElse, "score", 70), plan));
    }

    @Test
    void isForItsOwnLeadAndItsOwnSteps() {
        ProposedPlan plan = propose(steps());
        approve(plan);

        assertAsks(call("lead-acme:L-2/0", "upsert_lead", DANA, "k", false)
                .authorizedBy(plan.needed().id()));
        assertAsks(step(5, "upsert_lead", DANA, plan));
        assertAsks(step(0, "create_task", Map.of("subject", "Call"), plan));
    }

    @Test
    void asksAgainWhenSomebodyChangedTheLeadAfterAStepOfThePlan() {
        ProposedPlan plan = propose(steps());
        approve(plan);
        String lead = succeeds(step(0, "upsert_lead", DANA, plan));
        run("update_lead_status", Map.of("leadId", lead, "status", "Working"));

        assertAsks(step(1, "set_lead_score", Map.of("leadId", lead, "score", 70), plan));
    }

    @Test
    void asksAgainWhenTheLeadThatWasShownChangedOrCameUpMeanwhile() {
        ProposedPlan plan = propose(steps());
        approve(plan);
        door = doorWith("version: 1", LimitRules.defaults());
        run("upsert_lead", DANA);
        door = doorWith(POLICY, LimitRules.defaults());

        assertAsks(step(0, "upsert_lead", DANA, plan));
    }

    @Test
    void asksAgainUnderAnotherPolicy() {
        ProposedPlan plan = propose(steps());
        approve(plan);
        door = doorWith(POLICY + "# another\n", LimitRules.defaults());

        assertAsks(step(0, "upsert_lead", DANA, plan));
    }

    @Test
    void allowsNothingThatPolicyForbids() {
        ProposedPlan plan = propose(steps());
        approve(plan);
        String lead = succeeds(step(0, "upsert_lead", DANA, plan));

        CallResult refused = run(step(3, "tag_lead", Map.of("leadId", lead, "tags", List.of("partner")), plan));

        assertThat(refused.code()).isEqualTo(Refusal.FORBIDDEN_BY_POLICY.code());
        assertThat(plan.steps().get(3).note()).startsWith("Forbidden, also after an approval: ");
    }

    @Test
    void isDecidedByTheStrictestTermsOfItsSteps() {
        List<ToolCall> calls = new ArrayList<>(steps());
        calls.add(step(4, "create_task", Map.of("subject", "Call", "leadId", PlanProposal.recordOf(1)), null));
        ProposedPlan plan = propose(calls);

        Authorization asked = authorizations.find(tenant, plan.needed().id()).orElseThrow();
        assertThat(asked.terms().approvals()).isEqualTo(2);
        assertThat(asked.terms().group()).isEqualTo("finance");
        assertThat(Duration.between(asked.createdAt(), asked.expiresAt()).toHours())
                .isBetween(4L, 5L);
        assertThat(decide(plan, Verdict.AUTHORIZED, "approver-1").reason()).contains("finance");
        assertThat(decide(plan, Verdict.AUTHORIZED, "approver-1@finance").missing())
                .isEqualTo(1);
        assertAsks(step(0, "upsert_lead", DANA, plan));
        assertThat(decide(plan, Verdict.AUTHORIZED, "approver-2@finance").decides())
                .isTrue();

        String lead = succeeds(step(0, "upsert_lead", DANA, plan));
        succeeds(step(4, "create_task", Map.of("subject", "Call", "leadId", lead), plan));
    }

    @Test
    void isNeverDecidedByTheRequesterNorChangedNorGrantedForGood() {
        ProposedPlan plan = propose(steps());
        String id = plan.needed().id();

        assertThat(decide(plan, Verdict.AUTHORIZED, "agent").reason()).contains("Whoever asked");
        assertThat(authorizations
                        .decide(
                                tenant,
                                new Decision("e", id, Verdict.AUTHORIZED, "approver-1", null, Map.of("a", 1), null))
                        .reason())
                .contains("A plan is approved once and as it is");
        assertThat(authorizations
                        .decide(
                                tenant,
                                new Decision("g", id, Verdict.AUTHORIZED, "approver-1", null, null, GrantTerms.PLAIN))
                        .reason())
                .contains("A plan is approved once and as it is");
    }

    @Test
    void isShownInWordsWithItsUndoAndWithoutAddresses() {
        ProposedPlan plan = propose(steps());

        assertThat(plan.steps()).extracting(PlannedAction::does).contains("Set the fit score of lead Reyes to 70");
        PlannedAction first = plan.steps().getFirst();
        assertThat(first.undo()).as("there is no such lead yet").isEqualTo(Undo.COMPENSATABLE);
        assertThat(first.undoing()).contains("what it makes is removed");
        assertThat(plan.steps().get(1).undoing()).contains("the earlier values come back");
        assertThat(first.note()).isEqualTo("A person knows our leads");
        assertThat(first.toString()).doesNotContain("dana@mmm.example.com");
        assertThat(authorizations
                        .find(tenant, plan.needed().id())
                        .orElseThrow()
                        .arguments()
                        .toString())
                .as("whoever decides sees it")
                .contains("dana@mmm.example.com");
    }

    @Test
    void askedAgainIsTheSameRequest() {
        assertThat(propose(steps()).needed()).isEqualTo(propose(steps()).needed());
        assertThat(receipts()).containsExactly("lead_plan authorization_required");
    }

    private List<ToolCall> steps() {
        String lead = PlanProposal.recordOf(1);
        return List.of(
                step(0, "upsert_lead", DANA, null),
                step(1, "set_lead_score", Map.of("leadId", lead, "score", 70), null),
                step(2, "add_note", Map.of("text", "Fits", "leadId", lead), null),
                step(3, "tag_lead", Map.of("leadId", lead, "tags", List.of("partner")), null));
    }

    private ProposedPlan propose(List<ToolCall> calls) {
        PlanDoor plans = new PlanDoor(
                Catalog.crm(),
                ofTenant -> crm(),
                database.tenants(),
                policies,
                (ofTenant, id) -> Optional.empty(),
                new History(database.tenants(), database.jdbc()),
                authorizations,
                audit,
                new Redaction(RedactionRules.DEFAULT),
                Clock.systemUTC());
        return plans.propose(new PlanProposal(
                tenant,
                "agent",
                "L-1",
                FLOW,
                GroundedLead.Decision.ROUTE_TO_SDR,
                calls.stream()
                        .map(call -> new PlanProposal.Step(
                                Integer.parseInt(call.id().substring(FLOW.length() + 1)) + 1, false, call))
                        .toList()));
    }

    private ToolCall step(int number, String tool, Map<String, Object> arguments, ProposedPlan plan) {
        ToolCall call = new ToolCall(
                FLOW + "/" + number,
                tenant,
                "agent",
                tool,
                arguments,
                "key-" + number,
                false,
                "subject",
                null,
                null,
                null);
        return plan == null ? call : call.authorizedBy(plan.needed().id());
    }

    private String succeeds(ToolCall call) {
        CallResult result = run(call);
        assertThat(result.status()).as(result.toString()).isEqualTo(Status.SUCCEEDED);
        return result.crmRecordId();
    }

    private void assertAsks(ToolCall call) {
        CallResult result = run(call);
        assertThat(result.status()).as(result.toString()).isEqualTo(Status.AUTHORIZATION_REQUIRED);
        assertThat(result.authorization().id()).isNotEqualTo(call.authorizationId());
    }

    private void approve(ProposedPlan plan) {
        assertThat(decide(plan, Verdict.AUTHORIZED, "approver-1").decides()).isTrue();
    }

    private DecisionVerdict decide(ProposedPlan plan, Verdict verdict, String person) {
        return authorizations.decide(
                tenant, new Decision("d-" + person, plan.needed().id(), verdict, person, null));
    }
}
