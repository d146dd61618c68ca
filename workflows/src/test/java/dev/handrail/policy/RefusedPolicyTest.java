package dev.handrail.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.handrail.tool.Catalog;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** A policy is refused whole, with everything that is wrong and where. */
class RefusedPolicyTest {

    private static final String RULE = "version: 1\nrules:\n  - name: rule\n    reason: Because\n";
    private static final String ASKS = RULE + "    permission: requires_authorization\n";

    static final List<Arguments> WRONG = List.of(
            wrong("", "1: the policy is empty; it needs version: 1 and rules"),
            wrong("# nothing\n", "1: the policy is empty; it needs version: 1 and rules"),
            wrong("rules: []\n", "1: version must be 1"),
            wrong("version: 3\n", "1: version must be 1"),
            wrong("version: one\n", "1: version is a whole number, not one"),
            wrong("- a\n", "1: a policy has entries such as rules, version"),
            wrong("version: 1\nrule: []\n", "2: unknown key rule; did you mean rules?"),
            wrong("version: 1\nversion: 1\n", "2: version stands here twice; keep one"),
            wrong("version: 1\nrules: soon\n", "2: rules is a list"),
            wrong("version: 1\nrules: " + "[".repeat(100_000), "2:27: this is nested deeper than any policy is"),
            wrong("- ".repeat(50_000), "1:41: this is nested deeper than any policy is"),
            wrong("version: 1\nrules: \u0001\n", "1: this is not YAML: "),
            wrong(
                    "version: 1\nrules:\n  - &rule {name: rule, tools: [*rule], permission: forbidden, reason: No}\n",
                    "3: rule rule: tools has single names only"),
            wrong("version: 1\nrules:\n  - name: [\n", "4:1: this is not YAML: "),
            wrong("version: 1\nrules:\n  - permission: forbidden\n    reason: No\n", "3: the rule has no name"),
            wrong("version: 1\nrules:\n  - just a text\n", "3: a rule has entries such as "),
            wrong(
                    RULE,
                    "3: rule rule: it needs a permission: unrestricted, soft_limit, requires_authorization, forbidden"),
            wrong(RULE + "    permission: maybe\n", "5: rule rule: there is no permission maybe, but unrestricted, "),
            wrong(
                    "version: 1\nrules:\n  - name: rule\n    permission: forbidden\n",
                    "3: rule rule: it needs a reason, in the words an approver reads"),
            wrong(ASKS + "    tools: [creat_task]\n", "6: rule rule: unknown tool creat_task; nearest create_task"),
            wrong(
                    ASKS + "    tools:\n      - create_task\n      - opportunity_make\n",
                    "8: rule rule: unknown tool opportunity_make; nearest create_opportunity"),
            wrong(ASKS + "    tools: [weather]\n", "6: rule rule: unknown tool weather; docs/tools.md lists them"),
            wrong(ASKS + "    tools: []\n", "6: rule rule: tools is a list of names; leave it out for every tool"),
            wrong(ASKS + "    tools:\n", "6: rule rule: tools is a list of names; leave it out for every tool"),
            wrong(ASKS + "    tools: create_task\n", "6: rule rule: tools is a list"),
            wrong(ASKS + "    whn: true\n", "6: rule rule: unknown key whn; did you mean when?"),
            wrong(ASKS + "    when:\n", "6: rule rule: when is empty or not a single value"),
            wrong(ASKS + "    when: args.amount >\n", "6:24: rule rule: when: mismatched input '<EOF>'"),
            wrong(
                    ASKS + "    when: arguments.amount > 5\n",
                    "6:11: rule rule: when: undeclared reference to 'arguments'"),
            wrong(
                    ASKS + "    when: 'arguments.amount > 5'\n",
                    "6:12: rule rule: when: undeclared reference to 'arguments'"),
            wrong(
                    ASKS + "    when: \"tool == \\\"x\\\" && wrong\"\n",
                    "6:29: rule rule: when: undeclared reference to 'wrong'"),
            wrong(
                    ASKS + "    when: |\n      tool == 'x'\n        && wrong\n",
                    "8:12: rule rule: when: undeclared reference to 'wrong'"),
            wrong(
                    ASKS + "    when: >-\n      tool == 'x' &&\n\n      wrong\n",
                    "9:7: rule rule: when: undeclared reference to 'wrong'"),
            wrong(
                    ASKS + "    when: tool == 'x' &&\n      wrong\n",
                    "7:7: rule rule: when: undeclared reference to 'wrong'"),
            wrong(
                    ASKS + "    when: one > 1 || two > 2\n",
                    "6:11: rule rule: when: undeclared reference to 'one'",
                    "6:22: rule rule: when: undeclared reference to 'two'"),
            wrong(ASKS + "    when: 1 + 1\n", "6:"),
            wrong(ASKS + "    when: actor.startsWith('agent')\n", "6:27: rule rule: when: found no matching overload"),
            wrong(
                    ASKS + "    when: history.calls_last_hours > 5\n",
                    "6:18: rule rule: when: history has no calls_last_hours; it has calls_last_hour, changes_today"),
            wrong(
                    ASKS + "    when: analysis.score > 5\n",
                    "6:19: rule rule: when: analysis has no score; it has intent, fitScore, decision"),
            wrong(
                    "version: 1\nrules:\n  - {name: rule, permission: forbidden, reason: 'Has ${wrong.x} and ${args.'}\n",
                    "3:56: rule rule: reason: undeclared reference to 'wrong'",
                    "3:69: rule rule: reason: ${ is not closed; it needs a }"),
            wrong(ASKS + "    approvals: 0\n", "6: rule rule: approvals is 1 to 5, not 0"),
            wrong(ASKS + "    approvals: 6\n", "6: rule rule: approvals is 1 to 5, not 6"),
            wrong(ASKS + "    approvals: two\n", "6: rule rule: approvals is a whole number, not two"),
            wrong(
                    ASKS + "    expiresAfter: soon\n",
                    "6: rule rule: expiresAfter is a time such as 48h, 30m, 3d or PT48H"),
            wrong(ASKS + "    expiresAfter: 48\n", "6: rule rule: expiresAfter is a time such as 48h"),
            wrong(ASKS + "    expiresAfter: -PT1H\n", "6: rule rule: expiresAfter is a time such as 48h"),
            wrong(ASKS + "    expiresAfter: 900d\n", "6: rule rule: expiresAfter is a time such as 48h"),
            wrong(ASKS + "    expiresAfterHours: 0\n", "6: rule rule: expiresAfterHours is 1 or more"),
            wrong(
                    ASKS + "    expiresAfter: 1h\n    remindAfter: 2h\n",
                    "7: rule rule: remindAfter must come before the request expires, which is after PT1H"),
            wrong(ASKS + "    escalateAfter: 1h\n", "6: rule rule: escalateAfter and escalateTo go together"),
            wrong(ASKS + "    escalateTo: boss\n", "6: rule rule: escalateAfter and escalateTo go together"),
            wrong(ASKS + "    group: The Bosses\n", "6: rule rule: a group is at most 40 small letters"),
            wrong(ASKS + "    mayDelegate: maybe\n", "6: rule rule: mayDelegate is true or false, not maybe"),
            wrong(
                    RULE + "    permission: forbidden\n    approvals: 2\n",
                    "6: rule rule: approvals belongs to requires_authorization; leave it out"),
            wrong(
                    RULE + "    permission: unrestricted\n    grant: true\n    tools: [create_*]\n",
                    "6: rule rule: a grant names each tool it loosens, without patterns or categories"),
            wrong(
                    RULE + "    permission: unrestricted\n    grant: true\n",
                    "6: rule rule: a grant names each tool it loosens, without patterns or categories"),
            wrong(
                    RULE + "    permission: forbidden\n    grant: true\n    tools: [convert_lead]\n",
                    "6: rule rule: a grant loosens; what is forbidden needs none"),
            wrong(
                    RULE + "    permission: unrestricted\n    tools: [delete_lead]\n    grant: true\n",
                    "5: rule rule: delete_lead is on the deny list; the only way around it is requires_authorization with approvals of 2 or more"),
            wrong(
                    ASKS + "    tools: [delete_lead]\n    approvals: 1\n",
                    "7: rule rule: delete_lead is on the deny list; the way around it takes approvals of 2 or more, not 1"),
            wrong(
                    ASKS + "    tools: [delete_lead]\n"
                            + "  - {name: never, tools: [delete_*], permission: forbidden, reason: No}\n",
                    "3: rule rule: it opens delete_lead, which rule never on line 7 always forbids; take it out of that rule, the deny list holds without it"),
            wrong(
                    ASKS + "  - {name: rule, permission: forbidden, reason: No}\n",
                    "6: rule rule: there is a rule of this name already, on line 3; give it another"));

    private static Arguments wrong(String yaml, String... problems) {
        return Arguments.of(yaml, List.of(problems));
    }

    @ParameterizedTest(name = "[{index}] {1}")
    @FieldSource("WRONG")
    void saysWhatIsWrongAndWhere(String yaml, List<String> expected) {
        List<String> problems = problems(yaml);

        assertThat(problems).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(problems.get(i)).startsWith("policy.yaml:" + expected.get(i));
        }
    }

    @Test
    void namesEveryProblemAtOnceInTheOrderOfTheLines() {
        assertThat(problems("""
                version: 1
                colour: red
                rules:
                  - {name: typo, tools: [create_tasks], permission: forbidden, reason: No}
                  - {name: broken, when: "args.amount >", permission: forbidden, reason: No}
                  - {name: silent, permission: forbidden}
                  - {name: hasty, permission: requires_authorization, reason: No, expiresAfter: 0h, approvals: 0}
                  - {name: hasty, permission: forbidden, reason: No}
                  - {permission: forbidden, reason: No}
                """))
                .hasSize(8)
                .isSortedAccordingTo(java.util.Comparator.comparing(problem -> problem.split(":", 3)[1]));
    }

    private static List<String> problems(String yaml) {
        PolicyRefused refused = catchThrowableOfType(PolicyRefused.class, () -> Policy.parse(yaml, Catalog.crm()));
        assertThat(refused).as("refused").isNotNull();
        return refused.problems().stream()
                .map(problem -> problem.in("policy.yaml"))
                .toList();
    }
}
