package dev.handrail.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.fakes.Resources;
import dev.handrail.policy.Ruling.Terms;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.Permission;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rule decides. */
class PolicyTest {

    private static final Catalog CATALOG = FixtureCatalog.WITH_DENIED;

    @Test
    void takesTheStrictestOfTheRulesThatMatch() {
        Policy policy = parse("""
                  - {name: soft, permission: soft_limit, reason: Say why}
                  - {name: never, tools: [create_task], permission: forbidden, reason: No tasks}
                  - {name: ask, permission: requires_authorization, reason: Ask, expiresAfter: 24h}
                  - {name: ask again, permission: requires_authorization, reason: Ask again}
                  - {name: open, permission: unrestricted, reason: Go}
                """);

        assertThat(ruling(policy, "create_task"))
                .isEqualTo(new Ruling(
                        Permission.FORBIDDEN, "No tasks", "never", 4, Terms.DEFAULT, policy.hash(), policy.version()));
        assertThat(ruling(policy, "add_note").rule()).isEqualTo("ask");
        assertThat(ruling(policy, "add_note").terms().expiresAfter()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void amongRulesThatAskTheOneWithMostApproversDecides() {
        Policy policy = parse("""
                  - {name: one, permission: requires_authorization, reason: One}
                  - {name: three, permission: requires_authorization, reason: Three, approvals: 3}
                  - {name: two, permission: requires_authorization, reason: Two, approvals: 2}
                """);

        assertThat(ruling(policy, "add_note").rule()).isEqualTo("three");
    }

    @Test
    void carriesEverythingThatTheRequestForAuthorizationNeeds() {
        Policy policy = parse("""
                  - name: large-deals
                    tools: [create_opportunity]
                    when: args.amount > 250000
                    permission: requires_authorization
                    reason: Opportunities of ${args.amount} need two people
                    approvals: 2
                    group: sales-leads
                    expiresAfter: P2D
                    remindAfter: 4h
                    escalateAfter: 1d
                    escalateTo: directors
                    mayDelegate: true
                """).numbered(7);

        assertThat(policy.rulingOn(CATALOG.tool("create_opportunity"), GivenFacts.NONE.with(Map.of("amount", 300_000))))
                .isEqualTo(new Ruling(
                        Permission.REQUIRES_AUTHORIZATION,
                        "Opportunities of 300000 need two people",
                        "large-deals",
                        3,
                        new Terms(
                                2,
                                "sales-leads",
                                Duration.ofHours(48),
                                Duration.ofHours(4),
                                Duration.ofHours(24),
                                "directors",
                                true),
                        policy.hash(),
                        7));
    }

    @Test
    void neverLoosensWhatTheToolDeclares() {
        Policy policy = parse("""
                  - {name: open, permission: unrestricted, reason: Go}
                  - {name: soft, permission: soft_limit, reason: Say why}
                """);

        Ruling ruling = ruling(policy, "convert_lead");

        assertThat(ruling.permission()).isEqualTo(Permission.REQUIRES_AUTHORIZATION);
        assertThat(ruling.rule()).isNull();
        assertThat(ruling.line()).isNull();
        assertThat(ruling.reason()).isEqualTo("Convert lead cannot be undone");
    }

    @Test
    void anExplicitGrantLoosensAndAStricterRuleStillHolds() {
        Policy policy = parse("""
                  - {name: trusted, tools: [convert_lead], when: actor.kind == 'pipeline', permission: soft_limit, grant: true, reason: Trusted}
                  - {name: freeze, when: args.freeze, permission: forbidden, reason: Frozen}
                """);
        GivenFacts pipeline = GivenFacts.NONE.by(Map.of("id", "p", "kind", "pipeline"));

        assertThat(policy.rulingOn(CATALOG.tool("convert_lead"), pipeline.with(Map.of("freeze", false)))
                        .permission())
                .isEqualTo(Permission.SOFT_LIMIT);
        assertThat(policy.rulingOn(CATALOG.tool("convert_lead"), pipeline.with(Map.of("freeze", true)))
                        .permission())
                .isEqualTo(Permission.FORBIDDEN);
        assertThat(policy.rulingOn(CATALOG.tool("convert_lead"), GivenFacts.NONE.with(Map.of("freeze", false)))
                        .permission())
                .as("an agent")
                .isEqualTo(Permission.REQUIRES_AUTHORIZATION);
    }

    @Test
    void letsARuleSayWhyAndOnWhichTermsForWhatTheToolDemandsAnyway() {
        Policy policy = parse("""
                  - {name: converts, tools: [convert_lead], permission: requires_authorization, reason: One-way, expiresAfterHours: 2}
                """);

        assertThat(ruling(policy, "convert_lead").reason()).isEqualTo("One-way");
        assertThat(ruling(policy, "convert_lead").terms().expiresAfter()).isEqualTo(Duration.ofHours(2));
    }

    @ParameterizedTest
    @CsvSource({
        "create_task, create_task, true",
        "create_task, create_lead, false",
        "create_*, create_lead, true",
        "create_*, upsert_lead, false",
        "'*_lead', upsert_lead, true",
        "'*_lead', update_lead_status, false",
        "'*lead*', update_lead_status, true",
        "sales_workflow, create_opportunity, true",
        "sales_workflow, create_task, false"
    })
    void isAboutTheToolsItNamesByNamePatternOrCategory(String tools, String tool, boolean about) {
        Policy policy = parse("  - {name: never, tools: ['%s'], permission: forbidden, reason: No}\n".formatted(tools));

        assertThat(ruling(policy, tool).permission() == Permission.FORBIDDEN).isEqualTo(about);
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete_lead", "delete_contact", "merge_accounts", "bulk_export"})
    void theDenyListHoldsWhateverAPolicySays(String tool) {
        Policy policy = parse("  - {name: open, permission: unrestricted, reason: Go}\n");

        assertThat(ruling(policy, tool).permission()).isEqualTo(Permission.FORBIDDEN);
        assertThat(ruling(policy, tool).reason()).contains("; ");
    }

    @Test
    void twoApproversAreTheWayAroundTheDenyList() {
        Policy policy = parse("""
                  - {name: erasure, tools: [delete_contact], when: args.gdpr, permission: requires_authorization, reason: GDPR}
                """);

        Ruling asked = policy.rulingOn(CATALOG.tool("delete_contact"), GivenFacts.NONE.with(Map.of("gdpr", true)));
        assertThat(asked.permission()).isEqualTo(Permission.REQUIRES_AUTHORIZATION);
        assertThat(asked.terms().approvals()).isEqualTo(2);
        assertThat(policy.rulingOn(CATALOG.tool("delete_contact"), GivenFacts.NONE.with(Map.of("gdpr", false)))
                        .permission())
                .isEqualTo(Permission.FORBIDDEN);
        assertThat(ruling(policy, "delete_contact").permission())
                .as("it cannot be told whether it is GDPR")
                .isEqualTo(Permission.FORBIDDEN);
        assertThat(ruling(policy, "delete_lead").permission())
                .as("another tool")
                .isEqualTo(Permission.FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete_*", "lead_lifecycle", "'*'"})
    void nothingButItsNameOpensWhatIsDenied(String tools) {
        Policy policy =
                parse("  - {name: wide, tools: [%s], permission: requires_authorization, approvals: 5, reason: Ask}\n"
                        .formatted(tools));

        assertThat(ruling(policy, "delete_lead").permission()).isEqualTo(Permission.FORBIDDEN);
    }

    @Test
    void theShippedPolicyForbidsTheDenyListAndAddsNothingElse() {
        Policy policy = Policy.parse(Resources.text("/policy.yaml"), CATALOG);

        assertThat(CATALOG.all())
                .allSatisfy(tool -> assertThat(
                                policy.rulingOn(tool, GivenFacts.NONE).permission())
                        .isEqualTo(tool.permission()));
        assertThat(ruling(policy, "delete_lead").rule()).isEqualTo("deny-delete");
        assertThat(ruling(policy, "merge_accounts").rule()).isEqualTo("deny-merge");
        assertThat(ruling(policy, "bulk_export").rule()).isEqualTo("deny-export");
    }

    @Test
    void theExampleInTheShippedPolicyWorks() {
        String example = Resources.text("/policy.yaml").replaceAll("(?m)^#( {2}- name| {4})", "$1");
        Policy policy = Policy.parse(example, CATALOG);

        assertThat(policy.rulingOn(CATALOG.tool("create_opportunity"), GivenFacts.NONE.with(Map.of("amount", 300_000)))
                        .permission())
                .isEqualTo(Permission.REQUIRES_AUTHORIZATION);
        assertThat(policy.rulingOn(CATALOG.tool("create_opportunity"), GivenFacts.NONE.with(Map.of("amount", 200_000)))
                        .permission())
                .isEqualTo(Permission.UNRESTRICTED);
    }

    @Test
    void anotherTextHasAnotherHash() {
        assertThat(parse("").hash()).matches("[0-9a-f]{64}").isEqualTo(parse("").hash());
        assertThat(parse("  # changed\n").hash()).isNotEqualTo(parse("").hash());
    }

    private static Ruling ruling(Policy policy, String tool) {
        return policy.rulingOn(CATALOG.tool(tool), GivenFacts.NONE);
    }

    private static Policy parse(String rules) {
        return Policy.parse("version: 1\nrules:\n" + rules, CATALOG);
    }
}
