package dev.handrail.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.fakes.Resources;
import dev.handrail.policy.Policy.Ruling;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.Permission;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.json.JsonMapper;

class PolicyTest {

    private static final Catalog CATALOG = Catalog.crm();
    private static final Map<String, Object> NO_ANALYSIS = Map.of();

    static final List<Arguments> CONDITIONS = List.of(
            holds("args.amount > 250000.0", "{\"amount\": 250001}"),
            holdsNot("args.amount > 250000.0", "{\"amount\": 250000}"),
            holds("args.amount > 250000.0", "{\"amount\": 250000.01}"),
            holds("args.amount > 250000", "{\"amount\": 250001}"),
            holds("args.amount > 250000", "{\"amount\": 250000.5}"),
            holdsNot("args.amount > 250000", "{\"amount\": 1}"),
            holds("args.amount > 250000", "{\"amount\": 30000000000}"),
            holds("args.amount == 5", "{\"amount\": 5}"),
            holds("args.amount == 5.0", "{\"amount\": 5}"),
            holds("args.amount > 1e15", "{\"amount\": 123456789012345678901234567890}"),
            holds("args.createIfNotFound", "{\"createIfNotFound\": true}"),
            holdsNot("args.createIfNotFound", "{\"createIfNotFound\": false}"),
            holds("!args.createIfNotFound", "{\"createIfNotFound\": false}"),
            holds("args.tags.size() > 1", "{\"tags\": [\"a\", \"b\"]}"),
            holdsNot("args.tags.size() > 1", "{\"tags\": [\"a\"]}"),
            holds("args.tags.exists(tag, tag == 'partner')", "{\"tags\": [\"event\", \"partner\"]}"),
            holds("'partner' in args.tags", "{\"tags\": [\"event\", \"partner\"]}"),
            holds("args.items.exists(item, item.count > 5)", "{\"items\": [{\"count\": 1}, {\"count\": 6}]}"),
            holds("args.fields.employees > 1000", "{\"fields\": {\"employees\": 61500}}"),
            holds("args.stage in ['Closed Won', 'Closed Lost']", "{\"stage\": \"Closed Lost\"}"),
            holds("args.stage.startsWith('Closed')", "{\"stage\": \"Closed Won\"}"),
            holds("args.notes == null", "{\"notes\": null}"),
            holds("has(args.amount)", "{\"amount\": 0}"),
            holdsNot("has(args.amount)", "{}"),
            holds("!has(args.amount) || args.amount > 5", "{}"),
            holdsNot("args.amount > 5", "{}"),
            holdsNot("args.fields.employees > 5", "{}"),
            holdsNot("args.fields.employees > 5", "{\"fields\": {}}"),
            holdsNot("args['amount'] > 5", "{}"),
            holdsNot("args.amount > 5 && tool == 'create_opportunity'", "{}"),
            holds("args.amount > 5 || tool == 'set_opportunity_value'", "{}"),
            holds("tool == 'set_opportunity_value'", "{}"),
            holds("actor.startsWith('agent-')", "{}"),
            holds("analysis.fitScore >= 90 && analysis.intent == 'HIGH_FIT'", "{}"),
            holdsNot("analysis.fitScore < 90", "{}"),
            holdsNot("analysis.unheardOf > 1", "{}"),
            asksAPerson("args.amount > 5", "{\"amount\": \"many\"}"),
            asksAPerson("args.amount / 0 > 5", "{\"amount\": 7}"),
            asksAPerson("args.amount > 5", "{\"amount\": null}"),
            asksAPerson("args.tags.size() > 1", "{\"tags\": 7}"),
            asksAPerson("args.createIfNotFound", "{\"createIfNotFound\": \"yes\"}"));

    private static Arguments holds(String condition, String arguments) {
        return Arguments.of(condition, arguments, Permission.FORBIDDEN);
    }

    private static Arguments holdsNot(String condition, String arguments) {
        return Arguments.of(condition, arguments, Permission.SOFT_LIMIT);
    }

    private static Arguments asksAPerson(String condition, String arguments) {
        return Arguments.of(condition, arguments, Permission.REQUIRES_AUTHORIZATION);
    }

    /** The tool itself is soft_limit; the rule forbids. */
    @ParameterizedTest(name = "{0} with {1}: {2}")
    @FieldSource("CONDITIONS")
    @SuppressWarnings("unchecked")
    void evaluatesConditionsOverArgumentsAsJsonBringsThem(String condition, String arguments, Permission expected) {
        Policy policy = parse("""
                  - name: rule
                    when: "%s"
                    permission: forbidden
                    reason: Because
                """.formatted(condition));

        Ruling ruling = policy.rulingOn(
                CATALOG.tool("set_opportunity_value"),
                "agent-7",
                new JsonMapper().readValue(arguments, Map.class),
                Map.of("fitScore", 91, "intent", "HIGH_FIT", "decision", "ROUTE_TO_SDR"));

        assertThat(ruling.permission()).isEqualTo(expected);
    }

    @Test
    void takesNumbersOfEveryJavaType() {
        Policy policy = parse("""
                  - {name: rule, when: args.amount > 5, permission: forbidden, reason: Because}
                """);
        List<Object> numbers = List.of(
                6, 6L, (short) 6, (byte) 6, 6.5f, 6.5, new BigDecimal("6.5"), BigInteger.TEN, BigInteger.TWO.pow(70));

        assertThat(numbers)
                .allSatisfy(number -> assertThat(ruling(policy, "create_opportunity", Map.of("amount", number))
                                .permission())
                        .isEqualTo(Permission.FORBIDDEN));
    }

    @Test
    void takesTheStrictestOfTheRulesThatMatch() {
        Policy policy = parse("""
                  - {name: soft, permission: soft_limit, reason: Say why}
                  - {name: never, tools: [create_task], permission: forbidden, reason: No tasks}
                  - {name: ask, permission: requires_authorization, reason: Ask, expiresAfterHours: 24}
                  - {name: open, permission: unrestricted, reason: Go}
                """);

        assertThat(ruling(policy, "create_task", Map.of()))
                .isEqualTo(new Ruling(Permission.FORBIDDEN, "never", "No tasks", Policy.DEFAULT_EXPIRY));
        assertThat(ruling(policy, "add_note", Map.of()))
                .isEqualTo(new Ruling(Permission.REQUIRES_AUTHORIZATION, "ask", "Ask", Duration.ofHours(24)));
    }

    @Test
    void neverLoosensWhatTheToolDeclares() {
        Policy policy = parse("""
                  - {name: open, permission: unrestricted, reason: Go}
                  - {name: soft, permission: soft_limit, reason: Say why}
                """);

        Ruling ruling = ruling(policy, "convert_lead", Map.of());

        assertThat(ruling.permission()).isEqualTo(Permission.REQUIRES_AUTHORIZATION);
        assertThat(ruling.rule()).isNull();
        assertThat(ruling.reason()).isEqualTo("Convert lead cannot be undone");
    }

    @Test
    void letsARuleSayWhyAndHowLongForWhatTheToolDemandsAnyway() {
        Policy policy = parse("""
                  - {name: converts, tools: [convert_lead], permission: requires_authorization, reason: One-way, expiresAfterHours: 2}
                """);

        assertThat(ruling(policy, "convert_lead", Map.of()))
                .isEqualTo(new Ruling(Permission.REQUIRES_AUTHORIZATION, "converts", "One-way", Duration.ofHours(2)));
    }

    @Test
    void isOnlyAboutTheToolsItNames() {
        Policy policy = parse("""
                  - {name: never, tools: [create_task], permission: forbidden, reason: No tasks}
                """);

        assertThat(ruling(policy, "add_note", Map.of()).permission()).isEqualTo(Permission.UNRESTRICTED);
    }

    @Test
    void takesArgumentsWithoutAValue() {
        Policy policy = parse("""
                  - {name: rule, when: args.amount > 5, permission: soft_limit, reason: Because}
                """);

        assertThat(ruling(policy, "create_opportunity", Collections.singletonMap("amount", null))
                        .permission())
                .isEqualTo(Permission.REQUIRES_AUTHORIZATION);
    }

    @Test
    void theShippedPolicyAddsNothingToTheTools() {
        Policy policy = Policy.parse(Resources.text("/policy.yaml"), CATALOG);

        assertThat(CATALOG.all())
                .allSatisfy(tool -> assertThat(policy.rulingOn(tool, "a", Map.of(), NO_ANALYSIS)
                                .permission())
                        .isEqualTo(tool.permission()));
    }

    @Test
    void theExampleInTheShippedPolicyWorks() {
        String example = Resources.text("/policy.yaml")
                .replaceAll("(?m)^#   ", "  ")
                .replace("rules: []", "")
                .replaceFirst("(?m)^  - name", "rules:\n  - name");
        Policy policy = Policy.parse(example + "\n", CATALOG);

        assertThat(ruling(policy, "create_opportunity", Map.of("amount", 300_000))
                        .permission())
                .isEqualTo(Permission.REQUIRES_AUTHORIZATION);
        assertThat(ruling(policy, "create_opportunity", Map.of("amount", 200_000))
                        .permission())
                .isEqualTo(Permission.UNRESTRICTED);
    }

    @Test
    void anotherTextHasAnotherHash() {
        assertThat(parse("").hash()).matches("[0-9a-f]{64}").isEqualTo(parse("").hash());
        assertThat(parse("  # changed\n").hash()).isNotEqualTo(parse("").hash());
    }

    @Test
    void namesTheRuleOfEveryProblem() {
        assertThatThrownBy(() -> parse("""
                  - {name: typo, tools: [create_tasks], permission: forbidden, reason: No}
                  - {name: broken, when: "args.amount >", permission: forbidden, reason: No}
                  - {name: unknown, when: "arguments.amount > 5", permission: forbidden, reason: No}
                  - {name: number, when: "1 + 1", permission: forbidden, reason: No}
                  - {name: silent, permission: forbidden}
                  - {name: idle, reason: No}
                  - {name: hasty, permission: forbidden, reason: No, expiresAfterHours: 0}
                  - {name: hasty, permission: forbidden, reason: No}
                  - {permission: forbidden, reason: No}
                """))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The policy is refused: ")
                .hasMessageContaining("rule typo: there is no tool called create_tasks")
                .hasMessageContaining("rule broken: ")
                .hasMessageContaining("rule unknown: ")
                .hasMessageContaining("rule number: ")
                .hasMessageContaining("rule silent: it needs a reason")
                .hasMessageContaining("rule idle: it needs a permission")
                .hasMessageContaining("rule hasty: expiresAfterHours is 1 or more")
                .hasMessageContaining("two rules are called hasty")
                .hasMessageContaining("rule 9 has no name");
    }

    @Test
    void namesTheLineThatCannotBeRead() {
        assertThatThrownBy(() -> parse("  - {name: rule, permission: maybe, reason: No}\n"))
                .hasMessageContaining("at line 3")
                .hasMessageContaining("maybe");
        assertThatThrownBy(() -> Policy.parse("version: 3\nrules: []\n", CATALOG))
                .hasMessageContaining("version must be 1");
        assertThatThrownBy(() -> Policy.parse("", CATALOG)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Policy.parse("# nothing\n", CATALOG)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Ruling ruling(Policy policy, String tool, Map<String, Object> arguments) {
        return policy.rulingOn(CATALOG.tool(tool), "agent-7", arguments, NO_ANALYSIS);
    }

    private static Policy parse(String rules) {
        return Policy.parse("version: 1\nrules:\n" + rules, CATALOG);
    }
}
