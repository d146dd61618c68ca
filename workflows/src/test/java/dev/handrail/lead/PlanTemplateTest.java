package dev.handrail.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.handrail.fakes.Resources;
import dev.handrail.lead.ActionPlan.PlannedStep;
import dev.handrail.lead.GroundedLead.Decision;
import dev.handrail.lead.GroundedLead.Intent;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.Undo;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped plan, and plans of one's own. */
class PlanTemplateTest {

    private static final Catalog CATALOG = Catalog.crm();
    private static final String SHIPPED = Resources.text("/plan.yaml");

    static Stream<Arguments> everyCombination() {
        return Stream.of(Decision.values())
                .flatMap(decision -> Stream.of(Intent.values())
                        .flatMap(intent ->
                                Stream.of(true, false).map(enriched -> Arguments.of(decision, intent, enriched))));
    }

    @ParameterizedTest(name = "{0}, {1}, enriched: {2}")
    @MethodSource("everyCombination")
    void theShippedPlanIsTheActionPlanOfTheSeed(Decision decision, Intent intent, boolean enriched) {
        List<String> expected = new ArrayList<>(List.of("log_activity"));
        expected.addAll(
                switch (decision) {
                    case ROUTE_TO_SDR -> List.of("upsert_lead", "set_lead_score", "match_account", "create_task");
                    case NURTURE -> List.of("upsert_lead", "set_intent_level", "create_follow_up");
                    case IGNORE -> List.of("upsert_lead", "add_note");
                });
        if (decision == Decision.ROUTE_TO_SDR && intent == Intent.HIGH_FIT) {
            expected.add("create_opportunity");
        }
        if (enriched) {
            expected.add("sync_firmographics");
        }

        ActionPlan plan = shippedPlan(decision, intent, enriched);

        assertThat(plan.steps()).extracting(PlannedStep::tool).containsExactlyElementsOf(expected);
        assertThat(plan.steps())
                .filteredOn(PlannedStep::critical)
                .extracting(PlannedStep::tool)
                .containsExactly("upsert_lead");
    }

    @Test
    void theShippedPlanGivesTheArgumentsOfTheSeed() {
        assertThat(step(shippedPlan(Decision.ROUTE_TO_SDR, Intent.HIGH_FIT, true), "create_task")
                        .arguments())
                .containsExactly(entry("subject", "AI Qualified Lead Review"), entry("priority", "High"));
        assertThat(step(shippedPlan(Decision.NURTURE, Intent.LOW_FIT, true), "create_follow_up")
                        .arguments())
                .containsExactly(entry("type", "nurture"), entry("delayDays", 14));
        assertThat(step(shippedPlan(Decision.IGNORE, Intent.LOW_FIT, true), "upsert_lead")
                        .arguments())
                .containsExactly(entry("status", "Disqualified"));
    }

    @Test
    void takesUndoAndRequiredArgumentsFromTheCatalog() {
        PlannedStep opportunity = step(shippedPlan(Decision.ROUTE_TO_SDR, Intent.HIGH_FIT, true), "create_opportunity");

        assertThat(opportunity.undo()).isEqualTo(Undo.COMPENSATABLE);
        assertThat(opportunity.required()).containsExactly("name", "leadId", "accountId");
    }

    @Test
    void anotherTextHasAnotherHash() {
        String hash = PlanTemplate.parse(SHIPPED, CATALOG).hash();

        assertThat(hash).matches("[0-9a-f]{64}");
        assertThat(PlanTemplate.parse(SHIPPED, CATALOG).hash()).isEqualTo(hash);
        assertThat(PlanTemplate.parse(SHIPPED + "\n# changed", CATALOG).hash()).isNotEqualTo(hash);
        assertThat(shippedPlan(Decision.NURTURE, Intent.LOW_FIT, false).hash()).isEqualTo(hash);
    }

    @Test
    void readsConditionsInEitherCase() {
        String plan = SHIPPED.replace("when: high_fit", "when: HIGH_FIT").replace("when: enriched", "when: Enriched");

        assertThat(PlanTemplate.parse(plan, CATALOG).last().getFirst().when())
                .isEqualTo(PlanTemplate.Condition.ENRICHED);
    }

    @Test
    void namesEveryProblemAndItsLine() {
        assertThatThrownBy(() -> parse("""
                version: 2
                first:
                  - tool: log_activities
                decisions:
                  ROUTE_TO_SDR:
                    - tool: upsert_lead
                      critical: true
                      with: {colour: blue, status: }
                    - tool: convert_lead
                  NURTURE: []
                last:
                  - critical: true
                  - tool: log_activity
                    criticl: true
                  - tool: log_activity
                    when: sometimes
                  -
                """))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The plan is refused: ")
                .hasMessageContaining("version must be 1")
                .hasMessageContaining("line 3: there is no tool called log_activities")
                .hasMessageContaining("line 6: upsert_lead takes no argument colour")
                .hasMessageContaining("line 6: argument status of upsert_lead has no value")
                .hasMessageContaining("line 9: convert_lead cannot be a step of a lead")
                .hasMessageContaining("decisions has no steps for IGNORE")
                .hasMessageContaining("line 12: there is no tool called null")
                .hasMessageContaining("line 13: a step has no criticl")
                .hasMessageContaining("line 15: ")
                .hasMessageContaining("sometimes")
                .hasMessageContaining("line 17: a step names its tool");
    }

    @Test
    void namesTheLineThatCannotBeRead() {
        assertThatThrownBy(() -> parse("version: 1\nfirst: [\n"))
                .hasMessageContaining("The plan cannot be read at line");
        assertThatThrownBy(() -> parse("version: 1\nfirts: []\n")).hasMessageContaining("firts");
    }

    @Test
    void refusesAnEmptyPlan() {
        assertThatThrownBy(() -> parse("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> parse("# nothing yet\n")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> parse("{}")).hasMessageContaining("version must be 1");
    }

    private static PlanTemplate parse(String yaml) {
        return PlanTemplate.parse(yaml, CATALOG);
    }

    private static ActionPlan shippedPlan(Decision decision, Intent intent, boolean enriched) {
        return PlanTemplate.parse(SHIPPED, CATALOG)
                .planFor(new PlanRequest("default", decision, intent, 80, enriched), CATALOG, false);
    }

    private static PlannedStep step(ActionPlan plan, String tool) {
        return plan.steps().stream()
                .filter(step -> step.tool().equals(tool))
                .findFirst()
                .orElseThrow();
    }
}
