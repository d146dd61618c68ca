package dev.handrail.connector;

import static dev.handrail.connector.ContractSamples.assertRefused;
import static dev.handrail.connector.ContractSamples.key;
import static dev.handrail.connector.ContractSamples.least;
import static dev.handrail.connector.ContractSamples.naughtyStrings;
import static dev.handrail.connector.ContractSamples.plain;
import static dev.handrail.connector.ContractSamples.settable;
import static dev.handrail.connector.RecordType.LEAD;
import static dev.handrail.connector.RecordType.NOTE;
import static dev.handrail.connector.RecordType.OPPORTUNITY;
import static dev.handrail.connector.RecordType.TASK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.connector.CrmFailure.Kind;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values come back as they were given, or are refused by the name of their field. */
interface FieldsContract extends ConnectorUnderTest {

    @ParameterizedTest
    @EnumSource(
            value = RecordType.class,
            names = {"LEAD", "ACCOUNT", "CONTACT", "OPPORTUNITY", "TASK", "NOTE"})
    default void keepsEveryField(RecordType type) {
        Map<String, Object> fields = everyField(type);
        assertThat(fields.keySet()).containsExactlyInAnyOrderElementsOf(settable(type));

        CrmRecord created = crm().create(scope(), type, fields, key()).after();

        assertThat(plain(created.fields())).isEqualTo(plain(fields));
        assertThat(crm().read(scope(), created.ref())).contains(created);
    }

    @Test
    default void leavesEmptyFieldsOut() {
        CrmRecord lead = crm().create(scope(), LEAD, Map.of("email", "dana@example.com", "title", ""), key())
                .after();

        assertThat(lead.fields()).doesNotContainKeys("title", "company", "tags");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "O'Brien & Söhne \"GmbH\" \\ <b>",
                "Zoë Müller-Łukaszewicz",
                "株式会社日立製作所",
                "👩‍👩‍👧‍👦 and 𝒳",
                "שלום مرحبا",
                "'; DROP TABLE leads; --",
                "%_$1 :name ?",
                "{\"a\": [1, null]}"
            })
    default void keepsTextAsItIs(String text) {
        CrmRecord lead = crm().create(scope(), LEAD, Map.of("email", "dana@example.com", "company", text), key())
                .after();

        assertThat(lead.field("company")).isEqualTo(text);
        assertThat(crm().find(scope(), LEAD, "company", text, 10)).containsExactly(lead);
    }

    @Test
    default void keepsNaughtyStrings() throws IOException {
        CrmRecord note =
                crm().create(scope(), NOTE, Map.of("text", "first"), key()).after();
        for (String naughty : naughtyStrings()) {
            if (kept(naughty).isEmpty()) {
                continue;
            }
            CrmRecord changed = crm().update(scope(), note.ref(), Map.of("text", naughty), null)
                    .after();

            assertThat(changed.field("text")).isEqualTo(kept(naughty));
            assertThat(crm().read(scope(), note.ref())).contains(changed);
        }
    }

    @Test
    default void keepsNaughtyStringsInATagAndFindsNothingUnderThem() throws IOException {
        List<String> naughty = naughtyStrings().stream()
                .map(this::kept)
                .filter(text -> !text.isEmpty() && text.codePointCount(0, text.length()) <= 80)
                .distinct()
                .limit(100)
                .toList();
        CrmRecord lead = crm().create(scope(), LEAD, Map.of("email", "dana@example.com", "tags", naughty), key())
                .after();

        assertThat(lead.field("tags")).isEqualTo(naughty);
        for (String text : naughty) {
            assertThat(crm().find(scope(), LEAD, "email", text, 10)).isEmpty();
            assertThat(crm().searchAccounts(scope(), text, 10)).isEmpty();
            assertThat(crm().read(scope(), new Ref(LEAD, text))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "\uD800", "a\uDC00b"})
    default void refusesTextNoDatabaseCanKeep(String text) {
        assertRefused(
                        Kind.INVALID,
                        () -> crm().create(scope(), LEAD, Map.of("email", "dana@example.com", "company", text), key()))
                .hasMessageContaining("company");
        CrmRecord lead = lead("dana@example.com");
        assertRefused(Kind.INVALID, () -> crm().update(scope(), lead.ref(), Map.of("tags", List.of(text)), null))
                .hasMessageContaining("tags");
        assertThat(crm().find(scope(), LEAD, "company", text, 10)).isEmpty();
        assertThat(crm().searchAccounts(scope(), text, 10)).isEmpty();
        assertThat(crm().read(scope(), new Ref(LEAD, text))).isEmpty();
        assertThat(crm().findByKey(scope(), LEAD, text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"firstName, 40", "lastName, 80", "title, 128", "company, 255"})
    default void refusesATextThatIsTooLongAndNamesTheField(String field, int longest) {
        CrmRecord lead = lead("dana@example.com");
        String fits = "ü".repeat(longest);

        Map<String, @Nullable Object> tooLong = Map.of(field, "𝒳".repeat(longest + 1));
        assertRefused(Kind.INVALID, () -> crm().update(scope(), lead.ref(), tooLong, null))
                .hasMessageContaining(field);
        assertThat(crm().update(scope(), lead.ref(), Map.of(field, fits), null)
                        .after()
                        .field(field))
                .isEqualTo(fits);
    }

    @Test
    default void keepsADescriptionOfThirtyTwoThousandCharacters() {
        String description = "é1 ".repeat(10_666) + "én";
        CrmRecord task = crm().create(scope(), TASK, Map.of("subject", "Read", "description", description), key())
                .after();

        assertThat(crm().read(scope(), task.ref()).orElseThrow().field("description"))
                .isEqualTo(description);
    }

    @Test
    default void saysAllThatIsWrongAtOnce() {
        assertRefused(
                        Kind.INVALID,
                        () -> crm().create(
                                        scope(),
                                        LEAD,
                                        Map.of("email", "dana@example.com", "aiFitScore", 101, "status", "Great"),
                                        key()))
                .hasMessageContaining("aiFitScore")
                .hasMessageContaining("status")
                .message()
                .doesNotContain("Great")
                .doesNotContain("dana");
    }

    @ParameterizedTest
    @CsvSource({
        "LEAD, aiFitScore, 100.5",
        "LEAD, aiFitScore, -1",
        "LEAD, employees, 1e300",
        "LEAD, annualRevenue, NaN",
        "LEAD, annualRevenue, Infinity",
        "LEAD, enrichmentConfidence, 1.01",
        "OPPORTUNITY, amount, -0.01",
        "OPPORTUNITY, amount, 1e13",
        "OPPORTUNITY, aiConfidence, -0.1"
    })
    default void refusesNumbersOutOfRange(RecordType type, String field, double value) {
        Map<String, Object> fields = new LinkedHashMap<>(least(type));
        fields.put(field, value);

        assertRefused(Kind.INVALID, () -> crm().create(scope(), type, fields, key()))
                .hasMessageContaining(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.01", "0.1", "1000.00", "24600000000", "999999999999.99", "1E+3"})
    default void keepsAmountsToTheCent(String amount) {
        Map<String, Object> fields = Map.of("name", "Renewal", "amount", new BigDecimal(amount));
        CrmRecord created = crm().create(scope(), OPPORTUNITY, fields, key()).after();

        assertThat(plain(created.fields()).get("amount"))
                .isEqualTo(new BigDecimal(amount).stripTrailingZeros().toPlainString());
        assertThat(crm().update(scope(), created.ref(), Map.of("amount", new BigDecimal(amount)), null)
                        .after())
                .isEqualTo(created);
    }

    @ParameterizedTest
    @CsvSource({"aiFitScore, 91", "founded, Nineteen", "title, 7", "tags, event"})
    default void refusesValuesOfAnotherKind(String field, String value) {
        Object wrong = field.equals("title") ? Integer.valueOf(value) : value;
        CrmRecord lead = lead("dana@example.com");

        assertRefused(Kind.INVALID, () -> crm().update(scope(), lead.ref(), Map.of(field, wrong), null))
                .hasMessageContaining(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-02-29", "2026-12-31", "1999-01-01"})
    default void keepsDates(String date) {
        CrmRecord task = crm().create(scope(), TASK, Map.of("subject", "Call", "dueDate", date), key())
                .after();

        assertThat(task.field("dueDate")).isEqualTo(date);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-29", "2026-13-01", "31.12.2026", "tomorrow", "2026-1-1", "+12026-01-01"})
    default void refusesDatesThatAreNone(String date) {
        assertRefused(
                        Kind.INVALID,
                        () -> crm().create(scope(), TASK, Map.of("subject", "Call", "dueDate", date), key()))
                .hasMessageContaining("dueDate");
    }
}
