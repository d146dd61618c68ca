package dev.handrail.lead;

import static dev.handrail.lead.LeadRun.stepOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.handrail.call.Refusal;
import dev.handrail.call.ToolCall;
import dev.handrail.fakes.Bench;
import dev.handrail.fakes.FakeTools;
import dev.handrail.fakes.Resources;
import dev.handrail.fakes.SampleLead;
import dev.handrail.lead.GroundedLead.GroundingStatus;
import dev.handrail.lead.GroundedLead.Intent;
import dev.handrail.lead.LeadOutcome.Result;
import dev.handrail.lead.LeadOutcome.Status;
import dev.handrail.lead.LeadOutcome.Step;
import dev.handrail.lead.LeadOutcome.StepStatus;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Leads that run to their end: what is called, with what, and what is answered. */
class LeadCompletionTest {

    private static final JsonMapper JSON = new JsonMapper();

    final Bench bench = Bench.working();

    @AfterEach
    void clear() {
        bench.close();
    }

    @Test
    void answersTheOutcomeOfTheSample() {
        LeadOutcome outcome = run(new SampleLead());

        ObjectNode expected = (ObjectNode) JSON.readTree(Resources.text("/lead-outcome.json"));
        ObjectNode actual = JSON.valueToTree(outcome);
        assertThat(actual.propertyNames()).containsAll(expected.propertyNames());
        assertThat(actual.remove("grounding").get("status").asString()).isEqualTo("VALID");
        assertThat(actual.remove("planHash").asString()).hasSize(64);
        assertMatches(expected, actual, "");
    }

    /** Equal, where a text of the sample that ends in an ellipsis says how the answer's text begins. */
    private static void assertMatches(JsonNode expected, JsonNode actual, String where) {
        if (expected.isString() && expected.asString().endsWith("…")) {
            String beginning =
                    expected.asString().substring(0, expected.asString().length() - 1);
            assertThat(actual.asString()).as(where).startsWith(beginning);
        } else if (expected.isObject()) {
            assertThat(actual.propertyNames()).as(where).containsAll(expected.propertyNames());
            expected.properties()
                    .forEach(entry ->
                            assertMatches(entry.getValue(), actual.get(entry.getKey()), where + "/" + entry.getKey()));
        } else if (expected.isArray()) {
            assertThat(actual.size()).as(where).isEqualTo(expected.size());
            for (int index = 0; index < expected.size(); index++) {
                assertMatches(expected.get(index), actual.get(index), where + "/" + index);
            }
        } else {
            assertThat(actual).as(where).isEqualTo(expected);
        }
    }

    @ParameterizedTest(name = "{0} failures")
    @ValueSource(ints = {1, 2, 3, 7})
    void waitsForADatabaseThatIsAwayAndUndoesNothing(int failures) {
        bench.leads.failNext(failures);

        assertThat(run(new SampleLead()).result()).isEqualTo(LeadOutcome.Result.COMPLETED);
        assertThat(bench.leads.concluded()).hasSize(1);
    }

    @Test
    void storesTheOutcomeItAnswers() {
        LeadOutcome outcome = run(new SampleLead());

        assertThat(bench.leads.concluded()).containsExactly(outcome);
    }

    @Test
    void givesEachStepWhatEarlierStepsFound() {
        run(new SampleLead());

        assertThat(bench.tools.lastCallOf("log_activity").arguments()).doesNotContainKey("leadId");
        assertThat(bench.tools.lastCallOf("set_lead_score").arguments())
                .containsEntry("leadId", "00Q000000000001")
                .containsEntry("score", 91);
        assertThat(bench.tools.lastCallOf("match_account").arguments())
                .containsEntry("domain", "https://mmm.example.com")
                .containsEntry("createIfNotFound", true);
        assertThat(bench.tools.lastCallOf("create_task").arguments())
                .containsEntry("subject", "AI Qualified Lead Review")
                .containsEntry("priority", "High");
        assertThat(bench.tools.lastCallOf("create_opportunity").arguments())
                .containsEntry("leadId", "00Q000000000001")
                .containsEntry("accountId", "001000000000001")
                .containsEntry("name", "3M - AI Qualified Lead");
        assertThat(bench.tools.lastCallOf("sync_firmographics").arguments())
                .containsEntry("employees", 61500)
                .containsEntry("industry", "Industrial Conglomerates");
    }

    @Test
    void namesAndKeysEachCallOfItsOwn() {
        run(new SampleLead());

        List<ToolCall> calls = bench.tools.calls();
        assertThat(calls)
                .extracting(ToolCall::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.startsWith("lead-default:L-1001/"));
        assertThat(calls).extracting(ToolCall::key).doesNotHaveDuplicates();
        assertThat(calls).extracting(ToolCall::subject).containsOnly("L-1001");
        assertThat(calls).extracting(ToolCall::tenant).containsOnly("default");
        assertThat(calls).extracting(ToolCall::keyGiven).containsOnly(false);
    }

    @Test
    void nurturesByTheNurturePlan() {
        LeadOutcome outcome = run(new SampleLead().with("/analysis/decision", "NURTURE"));

        assertThat(outcome.result()).isEqualTo(Result.COMPLETED);
        assertThat(bench.tools.calledTools())
                .containsExactly(
                        "log_activity", "upsert_lead", "set_intent_level", "create_follow_up", "sync_firmographics");
        assertThat(bench.tools.lastCallOf("create_follow_up").arguments())
                .containsEntry("type", "nurture")
                .containsEntry("delayDays", 14);
    }

    @Test
    void disqualifiesWhatIsToBeIgnored() {
        run(new SampleLead().with("/analysis/decision", "IGNORE"));

        assertThat(bench.tools.calledTools())
                .containsExactly("log_activity", "upsert_lead", "add_note", "sync_firmographics");
        assertThat(bench.tools.lastCallOf("upsert_lead").arguments()).containsEntry("status", "Disqualified");
        assertThat(bench.tools.lastCallOf("add_note").arguments().get("text").toString())
                .startsWith("Disqualified: Large industrial conglomerate");
    }

    @Test
    void opensNoOpportunityForMediumFit() {
        run(new SampleLead().with("/analysis/intent", "MEDIUM_FIT"));

        assertThat(bench.tools.calledTools()).doesNotContain("create_opportunity");
    }

    @Test
    void syncsNoFirmographicsWithoutEnrichment() {
        LeadOutcome outcome = run(new SampleLead().without("/enrichment"));

        assertThat(bench.tools.calledTools()).doesNotContain("sync_firmographics");
        assertThat(outcome.grounding().status()).isEqualTo(GroundingStatus.DOWNGRADED);
    }

    @Test
    void rejectsWhatCameRejectedAlthoughItsClaimsStand() {
        LeadOutcome outcome = run(new SampleLead().with("/analysis/groundingStatus", "REJECTED"));

        assertRejected(outcome);
        assertThat(outcome.reasons()).anyMatch(reason -> reason.contains("came rejected"));
    }

    @Test
    void rejectsALeadWithoutEvidence() {
        assertRejected(run(new SampleLead().with("/analysis/evidence", List.of())));
    }

    @Test
    void rejectsALeadWhoseClaimsAllFall() {
        LeadOutcome outcome = run(new SampleLead()
                .whoseIndustryIsMadeUp()
                .whoseScoreIsMadeUp()
                .with("/analysis/evidence/1/source", "AI"));

        assertRejected(outcome);
        assertThat(outcome.grounding().dropped()).hasSize(3);
        assertThat(outcome.reasons()).containsAll(outcome.grounding().dropped());
    }

    private void assertRejected(LeadOutcome outcome) {
        assertThat(outcome.status()).isEqualTo(Status.AI_REJECTED);
        assertThat(outcome.result()).isEqualTo(Result.REJECTED_BY_GROUNDING);
        assertThat(outcome.steps()).isEmpty();
        assertThat(bench.tools.calls()).isEmpty();
        assertThat(bench.leads.concluded()).containsExactly(outcome);
    }

    @Test
    void blocksALeadWithoutAnAddress() {
        LeadOutcome outcome = run(new SampleLead().without("/email"));

        assertBlocked(outcome);
        assertThat(outcome.reasons()).anyMatch(reason -> reason.contains("email is required"));
    }

    @Test
    void blocksAnAttackInAnyField() {
        LeadOutcome outcome = run(
                new SampleLead().with("/company", "3M'; DROP TABLE leads; --").with("/title", "<script>x</script>"));

        assertBlocked(outcome);
        assertThat(outcome.reasons())
                .anyMatch(reason -> reason.contains("company"))
                .anyMatch(reason -> reason.contains("title"))
                .noneMatch(reason -> reason.contains("DROP"));
    }

    private void assertBlocked(LeadOutcome outcome) {
        assertThat(outcome.status()).isEqualTo(Status.MCP_BLOCKED);
        assertThat(outcome.result()).isEqualTo(Result.BLOCKED);
        assertThat(outcome.steps()).isEmpty();
        assertThat(bench.tools.calls()).isEmpty();
        assertThat(bench.leads.concluded()).containsExactly(outcome);
    }

    @Test
    void leavesOutTheFieldWhoseClaimFell() {
        LeadOutcome outcome = run(new SampleLead().whoseIndustryIsMadeUp());

        assertThat(outcome.result()).isEqualTo(Result.COMPLETED);
        assertThat(outcome.grounding().status()).isEqualTo(GroundingStatus.DOWNGRADED);
        assertThat(outcome.grounding().originalIntent()).isEqualTo(Intent.HIGH_FIT);
        assertThat(outcome.grounding().dropped()).hasSize(1).first().asString().contains("enrichment.industry");
        assertThat(bench.tools.lastCallOf("sync_firmographics").arguments())
                .doesNotContainKey("industry")
                .containsEntry("founded", 1902);
        assertThat(bench.tools
                        .lastCallOf("log_activity")
                        .arguments()
                        .get("description")
                        .toString())
                .contains("DOWNGRADED", "Original intent: HIGH_FIT");
        assertThat(bench.tools.lastCallOf("create_opportunity").lead().groundedFields())
                .containsExactly("fitScore");
    }

    @Test
    void writesNoScoreWhoseClaimFell() {
        LeadOutcome outcome = run(new SampleLead().whoseScoreIsMadeUp());

        assertThat(stepOf(outcome, "set_lead_score").status()).isEqualTo(StepStatus.SKIPPED);
        assertThat(stepOf(outcome, "set_lead_score").message()).contains("score");
        assertThat(bench.tools.calledTools()).doesNotContain("set_lead_score");
        assertThat(bench.tools.lastCallOf("upsert_lead").arguments()).doesNotContainKey("aiFitScore");
        assertThat(bench.tools.lastCallOf("upsert_lead").lead().scoreGrounded()).isFalse();
        assertThat(bench.tools
                        .lastCallOf("log_activity")
                        .arguments()
                        .get("description")
                        .toString())
                .doesNotContain("91");
    }

    @Test
    void neverUpgradesWhatCameDowngraded() {
        LeadOutcome outcome = run(new SampleLead().with("/analysis/groundingStatus", "DOWNGRADED"));

        assertThat(outcome.grounding().status()).isEqualTo(GroundingStatus.DOWNGRADED);
        assertThat(outcome.result()).isEqualTo(Result.COMPLETED);
    }

    @Test
    void skipsAStepWhoseRuleSaysNo() {
        bench.tools.on("create_opportunity", (call, attempt) -> FakeTools.refuse(Refusal.RULE_VIOLATED, attempt));

        LeadOutcome outcome = run(new SampleLead());

        assertThat(outcome.result()).isEqualTo(Result.COMPLETED);
        assertThat(stepOf(outcome, "create_opportunity").status()).isEqualTo(StepStatus.SKIPPED);
        assertThat(outcome.reasons()).containsExactly("create_opportunity: Refused by the test");
    }

    @Test
    void goesOnAfterAStepThatIsNotCriticalWasRefused() {
        bench.tools.on("set_lead_score", (call, attempt) -> FakeTools.refuse(Refusal.CRM_REFUSED, attempt));

        LeadOutcome outcome = run(new SampleLead());

        assertThat(outcome.result()).isEqualTo(Result.COMPLETED);
        assertThat(outcome.steps())
                .extracting(Step::tool, Step::status)
                .contains(tuple("set_lead_score", StepStatus.FAILED));
        assertThat(bench.tools.calledTools()).contains("sync_firmographics");
    }

    @Test
    void opensNoOpportunityWhenNoAccountWasFound() {
        bench.tools.on("match_account", (call, attempt) -> FakeTools.refuse(Refusal.NOT_FOUND, attempt));

        LeadOutcome outcome = run(new SampleLead());

        assertThat(stepOf(outcome, "create_opportunity").status()).isEqualTo(StepStatus.SKIPPED);
        assertThat(stepOf(outcome, "create_opportunity").message()).contains("accountId");
        assertThat(bench.tools.calledTools()).doesNotContain("create_opportunity");
    }

    @Test
    void showsItsOutcomeToSearches() {
        LeadRun run = LeadRun.of(bench, new SampleLead());
        run.end();

        assertThat(run.outcomeAttribute()).isEqualTo("COMPLETED");
        assertThat(run.waitingAttribute()).isFalse();
    }

    private LeadOutcome run(SampleLead lead) {
        return LeadRun.of(bench, lead).end();
    }
}
