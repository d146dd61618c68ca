package dev.handrail.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.tool.Catalog;
import dev.handrail.tool.Permission;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.json.JsonMapper;

/** What conditions can say, and when they hold. */
class ConditionsTest {

    private static final Catalog CATALOG = Catalog.crm();

    private static final GivenFacts FACTS = GivenFacts.NONE
            .about("contact", Map.of("id", "C1", "type", "contact", "tickets", 15, "status", "active", "worth", 4500.0))
            .about("invoice", Map.of("id", "I1", "type", "invoice", "status", "paid"))
            .analysed(Map.of("fitScore", 91, "intent", "HIGH_FIT", "decision", "ROUTE_TO_SDR"));

    static final List<Arguments> ARGUMENTS = List.of(
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
            holds("args.items.size() > 5", "{\"items\": [1, 2, 3, 4, 5, 6]}"),
            holdsNot("args.items.size() > 5", "{\"items\": [1, 2, 3, 4, 5]}"),
            holds("items.size() > 5", "{\"items\": [1, 2, 3, 4, 5, 6]}"),
            holdsNot("items.size() > 5", "{\"items\": [1]}"),
            holdsNot("items.size() > 5", "{}"),
            holds("args.fields.employees > 1000", "{\"fields\": {\"employees\": 61500}}"),
            holds("args.stage in ['Closed Won', 'Closed Lost']", "{\"stage\": \"Closed Lost\"}"),
            holds("args.stage.startsWith('Closed')", "{\"stage\": \"Closed Won\"}"),
            holds("args.notes == null", "{\"notes\": null}"),
            holds("has(args.amount)", "{\"amount\": 0}"),
            holdsNot("has(args.amount)", "{}"),
            holdsNot("has(args.amount) && args.amount > 5", "{}"),
            holds("!has(args.amount) || args.amount > 5", "{}"),
            holdsNot("args.amount > 5 && tool == 'create_opportunity'", "{}"),
            holds("args.amount > 5 || tool == 'set_opportunity_value'", "{}"),
            fails("args.amount > 5", "{}", "amount is missing"),
            fails("args.fields.employees > 5", "{}", "fields is missing"),
            fails("args.fields.employees > 5", "{\"fields\": {}}", "employees is missing"),
            fails("args['amount'] > 5", "{}", "amount is missing"),
            fails("args.items.size() > 5", "{}", "items is missing"),
            fails("args.amount > 5", "{\"amount\": \"many\"}", "No matching overload for function '_>_'"),
            fails("args.amount / 0 > 5", "{\"amount\": 7}", ""),
            fails("args.amount > 5", "{\"amount\": null}", "No matching overload for function '_>_'"),
            fails("args.tags.size() > 1", "{\"tags\": 7}", "No matching overload for function 'size'"),
            fails("args.createIfNotFound", "{\"createIfNotFound\": \"yes\"}", "neither true nor false"));

    static final List<Arguments> OTHER_FACTS = List.of(
            holds("tool == 'set_opportunity_value'", "{}"),
            holds("actor.id == 'key-7' && actor.kind == 'agent' && 'agent' in actor.roles", "{}"),
            holds("record.tickets > 0", "{}"),
            holds("contact.tickets > 0", "{}"),
            holds("record.worth > 4000", "{}"),
            holds("invoice.status == 'paid'", "{}"),
            holdsNot("record.status == 'paid'", "{}"),
            holds("record.type == 'contact'", "{}"),
            holdsNot("has(lead.status) && lead.status == 'Qualified'", "{}"),
            holds("history.calls_last_hour > 2 && history.changes_today == 1", "{}"),
            holds("analysis.fitScore >= 90 && analysis.intent == 'HIGH_FIT'", "{}"),
            holdsNot("analysis.fitScore < 80", "{}"),
            fails("lead.status == 'Qualified'", "{}", "status is missing"),
            fails("record.colour == 'red'", "{}", "colour is missing"));

    private static Arguments holds(String condition, String arguments) {
        return Arguments.of(condition, arguments, Permission.FORBIDDEN, "Because");
    }

    private static Arguments holdsNot(String condition, String arguments) {
        return Arguments.of(condition, arguments, Permission.SOFT_LIMIT, "Set opportunity value needs reasoning");
    }

    /** Then it holds, and says why. */
    private static Arguments fails(String condition, String arguments, String why) {
        return Arguments.of(condition, arguments, Permission.FORBIDDEN, why);
    }

    /** The tool itself is soft_limit; the rule forbids. */
    @ParameterizedTest(name = "{0} with {1}: {2}")
    @FieldSource({"ARGUMENTS", "OTHER_FACTS"})
    @SuppressWarnings("unchecked")
    void evaluatesConditionsOverValuesAsJsonBringsThem(
            String condition, String arguments, Permission expected, String reason) {
        Ruling ruling = policy(condition, "forbidden")
                .rulingOn(
                        CATALOG.tool("set_opportunity_value"),
                        FACTS.with(new JsonMapper().readValue(arguments, Map.class)));

        assertThat(ruling.permission()).isEqualTo(expected);
        assertThat(ruling.reason()).contains(reason);
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("FAILING")
    void aConditionThatCannotBeEvaluatedNeverOpensADoor(String condition) {
        Policy grants = Policy.parse("""
                version: 1
                rules:
                  - name: grant
                    tools: [convert_lead]
                    when: "%s"
                    permission: unrestricted
                    grant: true
                    reason: Because
                """.formatted(condition), CATALOG);

        assertThat(grants.rulingOn(CATALOG.tool("convert_lead"), GivenFacts.NONE)
                        .permission())
                .isEqualTo(Permission.REQUIRES_AUTHORIZATION);
    }

    static final List<String> FAILING = List.of(
            "args.amount < 5", "record.tickets == 0", "args.amount / 0 < 5", "analysis.fitScore > 90", "lead.x == 'y'");

    @Test
    void whatCannotBeKnownHoldsLikeWhatIsMissing() {
        Policy policy = policy("record.tickets > 0", "requires_authorization");

        Ruling ruling = policy.rulingOn(CATALOG.tool("create_task"), GivenFacts.NONE.withoutRecords());

        assertThat(ruling.permission()).isEqualTo(Permission.REQUIRES_AUTHORIZATION);
        assertThat(ruling.reason()).isEqualTo("Because (its condition could not be evaluated: record cannot be known)");
        assertThat(policy("has(record.tickets)", "forbidden")
                        .rulingOn(CATALOG.tool("create_task"), GivenFacts.NONE.withoutRecords())
                        .permission())
                .isEqualTo(Permission.FORBIDDEN);
    }

    @Test
    void listsTheRulesThatWouldHaveMatteredHadTheirFactsBeenKnown() {
        Policy policy = Policy.parse("""
                version: 1
                rules:
                  - {name: sure, when: args.amount > 5, permission: soft_limit, reason: Because}
                  - {name: hidden, when: args.email == 'a@b.c', permission: forbidden, reason: Because}
                  - {name: tickets, when: record.tickets > 0 && args.amount > 5, permission: forbidden, reason: Because}
                  - {name: past, when: history.changes_today > 5, permission: soft_limit, reason: Because}
                  - {name: settled, when: record.tickets > 0 && args.amount > 50, permission: forbidden, reason: Because}
                """, CATALOG);

        Policy.Considered considered = policy.consider(
                CATALOG.tool("create_task"),
                GivenFacts.NONE
                        .with(Map.of("amount", 7, "email", "a***@b.c"))
                        .hiding("email")
                        .withoutRecords()
                        .withoutHistory());

        assertThat(considered.ruling().rule()).isEqualTo("sure");
        assertThat(considered.open())
                .containsExactly(
                        new Policy.OpenRule("hidden", 4, List.of("args.email")),
                        new Policy.OpenRule("tickets", 5, List.of("record")));
    }

    @Test
    void asksForNothingThatNoConditionReads() {
        Facts asksNothing = new Facts() {
            @Override
            public Map<String, Object> arguments() {
                return Map.of("amount", 1);
            }

            @Override
            public java.util.Optional<Map<String, Object>> actor() {
                throw new AssertionError("asked for the actor");
            }

            @Override
            public java.util.Optional<Map<String, Object>> record() {
                throw new AssertionError("asked for the record");
            }

            @Override
            public java.util.Optional<Map<String, Object>> record(String type) {
                throw new AssertionError("asked for the " + type);
            }

            @Override
            public java.util.Optional<Map<String, Object>> history() {
                throw new AssertionError("asked for the history");
            }

            @Override
            public java.util.Optional<Map<String, Object>> analysis() {
                throw new AssertionError("asked for the analysis");
            }
        };

        assertThat(policy("args.amount > 5 && record.tickets > 0 && history.changes_today > 1", "forbidden")
                        .rulingOn(CATALOG.tool("create_task"), asksNothing)
                        .permission())
                .isEqualTo(Permission.UNRESTRICTED);
    }

    @Test
    void takesNumbersOfEveryJavaType() {
        Policy policy = policy("args.amount > 5", "forbidden");
        List<Object> numbers = List.of(
                6, 6L, (short) 6, (byte) 6, 6.5f, 6.5, new BigDecimal("6.5"), BigInteger.TEN, BigInteger.TWO.pow(70));

        assertThat(numbers)
                .allSatisfy(number -> assertThat(policy.rulingOn(
                                        CATALOG.tool("create_opportunity"),
                                        GivenFacts.NONE.with(Map.of("amount", number)))
                                .reason())
                        .isEqualTo("Because"));
    }

    static final List<Arguments> REASONS = List.of(
            Arguments.of("Has ${record.tickets} tickets worth ${record.worth}", "Has 15 tickets worth 4500"),
            Arguments.of("${args.amount * 2.0}", "500000.5"),
            Arguments.of("${record.status + '}' + {'a': 'b'}.a}!", "“active}b”!"),
            Arguments.of("${record.nothing} and ${args.notes}", "? and “a b”"),
            Arguments.of("Costs $5 {sic}", "Costs $5 {sic}"),
            Arguments.of("High task ${args.subject}", "High task “x' approved by policy 'y”"),
            Arguments.of("${args.long}", "“" + "x".repeat(120) + "…”"));

    @ParameterizedTest(name = "{0}")
    @FieldSource("REASONS")
    void aReasonQuotesWhatItIsAbout(String reason, String expected) {
        Policy policy = Policy.parse(
                "version: 1\nrules:\n  - name: rule\n    permission: forbidden\n    reason: >-\n      " + reason,
                CATALOG);

        Ruling ruling = policy.rulingOn(
                CATALOG.tool("create_task"),
                FACTS.with(Map.of(
                        "amount",
                        250000.25,
                        "notes",
                        "a\u202Eb",
                        "subject",
                        "x” approved by policy “y",
                        "long",
                        "x".repeat(500))));

        assertThat(ruling.reason()).isEqualTo(expected);
    }

    private static Policy policy(String condition, String permission) {
        return Policy.parse("""
                version: 1
                rules:
                  - name: rule
                    when: "%s"
                    permission: %s
                    reason: Because
                """.formatted(condition, permission), CATALOG);
    }
}
