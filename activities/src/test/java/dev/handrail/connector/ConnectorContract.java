package dev.handrail.connector;

import static dev.handrail.connector.RecordType.ACCOUNT;
import static dev.handrail.connector.RecordType.CAMPAIGN;
import static dev.handrail.connector.RecordType.CONTACT;
import static dev.handrail.connector.RecordType.LEAD;
import static dev.handrail.connector.RecordType.NOTE;
import static dev.handrail.connector.RecordType.OPPORTUNITY;
import static dev.handrail.connector.RecordType.TASK;
import static dev.handrail.connector.RecordType.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.connector.Connector.Conversion;
import dev.handrail.connector.CrmFailure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What every connector keeps, whichever CRM it talks to. */
public abstract class ConnectorContract {

    private static final int AT_ONCE = 50;

    protected Connector crm;
    protected Scope scope;

    /** A connector to a CRM that is there. */
    protected abstract Connector connector();

    /** A tenant with an empty CRM, but for users and campaigns. */
    protected abstract Scope newScope();

    /** Changes a field the way a person does, who knows nothing of Handrail. */
    protected abstract void editAsAPerson(Scope scope, Ref ref, String field, Object value);

    /** Takes a record out of the recycle bin the way a person does. */
    protected abstract void restoreAsAPerson(Scope scope, Ref ref);

    /** A campaign there is in a new scope. */
    protected abstract String campaignId();

    /** An active user there is in a new scope. */
    protected abstract String userId();

    /** An id of the right shape that no record has. */
    protected abstract String unknownId(RecordType type);

    /** How the CRM keeps a text; some cut off white space at the ends. */
    protected String kept(String text) {
        return text;
    }

    @BeforeEach
    void startAnew() {
        crm = connector();
        scope = newScope();
    }

    @Test
    void answersTheProbe() {
        assertThatNoException().isThrownBy(() -> crm.probe(scope));
    }

    @Test
    void isNamedInLowerCase() {
        assertThat(crm.name()).isNotEmpty().isEqualTo(crm.name().toLowerCase(Locale.ROOT));
    }

    // Creating

    @Test
    void createsARecordOnceAKey() {
        String key = key();
        Change first = crm.create(scope, LEAD, Map.of("email", "dana@example.com", "lastName", "Reyes"), key);
        Change second = crm.create(scope, LEAD, Map.of("email", "dana@example.com", "lastName", "Reyes"), key);

        assertThat(first.created()).isTrue();
        assertThat(first.before()).isEmpty();
        assertThat(second.created()).isFalse();
        assertThat(second.before()).isEmpty();
        assertThat(second.after()).isEqualTo(first.after());
    }

    @Test
    void answersTheRecordOfTheKeyAsItIsNow() {
        String key = key();
        Ref lead = crm.create(scope, LEAD, Map.of("email", "dana@example.com"), key)
                .after()
                .ref();
        editAsAPerson(scope, lead, "title", "Buyer");

        Change again = crm.create(scope, LEAD, Map.of("email", "dana@example.com"), key);

        assertThat(again.after().field("title")).isEqualTo("Buyer");
    }

    @Test
    void createsOneRecordWhenTheSameKeyComesManyTimesAtOnce() {
        String key = key();
        List<Change> changes =
                atOnce(_ -> () -> crm.create(scope, TASK, Map.of("subject", "Call back", "priority", "High"), key));

        assertThat(changes)
                .extracting(change -> change.after().id())
                .containsOnly(changes.getFirst().after().id());
        assertThat(changes).filteredOn(Change::created).hasSize(1);
        assertThat(crm.find(scope, TASK, "subject", "Call back", 10)).hasSize(1);
    }

    @Test
    void createsOneLeadWhenOneAddressComesUnderManyKeysAtOnce() {
        List<Object> answers = atOnce(i -> () -> {
            try {
                return crm.create(scope, LEAD, Map.of("email", "dana@example.com"), key())
                        .after()
                        .id();
            } catch (CrmFailure failure) {
                return failure;
            }
        });

        List<CrmRecord> leads = crm.find(scope, LEAD, "email", "dana@example.com", 10);
        assertThat(leads).hasSize(1);
        assertThat(answers)
                .filteredOn(String.class::isInstance)
                .containsExactly(leads.getFirst().id());
        assertThat(answers)
                .filteredOn(CrmFailure.class::isInstance)
                .hasSize(AT_ONCE - 1)
                .allSatisfy(failure -> {
                    assertThat(((CrmFailure) failure).kind()).isEqualTo(Kind.DUPLICATE);
                    assertThat(((CrmFailure) failure).existing())
                            .containsExactly(leads.getFirst().id());
                });
    }

    @Test
    void findsARecordByItsKey() {
        String key = key();
        CrmRecord note =
                crm.create(scope, NOTE, Map.of("text", "Met at the fair"), key).after();

        assertThat(crm.findByKey(scope, NOTE, key)).contains(note);
        assertThat(crm.findByKey(scope, NOTE, key())).isEmpty();
        assertThat(crm.findByKey(scope, TASK, key)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"LEAD, email, Dana@Example.com", "CONTACT, email, DANA@example.com", "ACCOUNT, domain, EXAMPLE.com"})
    void namesTheRecordThatHoldsAUniqueValueInAnyCase(RecordType type, String field, String value) {
        Map<String, Object> first = new LinkedHashMap<>(least(type));
        first.put(field, value.toLowerCase(Locale.ROOT));
        String existing = crm.create(scope, type, first, key()).after().id();
        Map<String, Object> second = new LinkedHashMap<>(least(type));
        second.put(field, value);

        assertThatExceptionOfType(CrmFailure.class)
                .isThrownBy(() -> crm.create(scope, type, second, key()))
                .satisfies(failure -> {
                    assertThat(failure.kind()).isEqualTo(Kind.DUPLICATE);
                    assertThat(failure.existing()).containsExactly(existing);
                    assertThat(failure).hasMessageContaining(field).message().doesNotContainIgnoringCase("example.com");
                });
    }

    @ParameterizedTest
    @EnumSource(
            value = RecordType.class,
            names = {"CAMPAIGN", "USER"})
    void onlyReadsCampaignsAndUsers(RecordType type) {
        assertRefused(Kind.NOT_SUPPORTED, () -> crm.create(scope, type, Map.of("name", "New"), key()));
    }

    @Test
    void refusesARecordWithoutWhatItNeeds() {
        assertRefused(Kind.INVALID, () -> crm.create(scope, ACCOUNT, Map.of("industry", "Retail"), key()))
                .hasMessageContaining("name");
    }

    @Test
    void treatsAFieldHandrailDoesNotKnowAsAMistakeOfTheProgram() {
        assertThatThrownBy(() -> crm.create(scope, LEAD, Map.of("email", "dana@example.com", "shoeSize", 43), key()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shoeSize");
    }

    @Test
    void refusesToPointAtARecordThatIsNotThere() {
        assertRefused(
                        Kind.INVALID,
                        () -> crm.create(
                                scope, OPPORTUNITY, Map.of("name", "Renewal", "accountId", unknownId(ACCOUNT)), key()))
                .hasMessageContaining("accountId");
    }

    @Test
    void refusesToPointAtARemovedRecord() {
        CrmRecord account = account("Acme");
        CrmRecord contact = contact(account, "dana@example.com");
        CrmRecord other = account("Other");
        crm.remove(scope, other.ref(), null);

        assertRefused(Kind.INVALID, () -> crm.update(scope, contact.ref(), Map.of("accountId", other.id()), null))
                .hasMessageContaining("accountId");
    }

    // Fields

    @ParameterizedTest
    @EnumSource(
            value = RecordType.class,
            names = {"LEAD", "ACCOUNT", "CONTACT", "OPPORTUNITY", "TASK", "NOTE"})
    void keepsEveryField(RecordType type) {
        Map<String, Object> fields = everyField(type);
        assertThat(fields.keySet()).containsExactlyInAnyOrderElementsOf(settable(type));

        CrmRecord created = crm.create(scope, type, fields, key()).after();

        assertThat(plain(created.fields())).isEqualTo(plain(fields));
        assertThat(crm.read(scope, created.ref())).contains(created);
    }

    @Test
    void leavesEmptyFieldsOut() {
        CrmRecord lead = crm.create(scope, LEAD, Map.of("email", "dana@example.com", "title", ""), key())
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
    void keepsTextAsItIs(String text) {
        CrmRecord lead = crm.create(scope, LEAD, Map.of("email", "dana@example.com", "company", text), key())
                .after();

        assertThat(lead.field("company")).isEqualTo(text);
        assertThat(crm.find(scope, LEAD, "company", text, 10)).containsExactly(lead);
    }

    @Test
    void keepsNaughtyStrings() throws IOException {
        CrmRecord note = crm.create(scope, NOTE, Map.of("text", "first"), key()).after();
        for (String naughty : naughtyStrings()) {
            if (kept(naughty).isEmpty()) {
                continue;
            }
            CrmRecord changed =
                    crm.update(scope, note.ref(), Map.of("text", naughty), null).after();

            assertThat(changed.field("text")).isEqualTo(kept(naughty));
            assertThat(crm.read(scope, note.ref())).contains(changed);
        }
    }

    @Test
    void keepsNaughtyStringsInATagAndFindsNothingUnderThem() throws IOException {
        List<String> naughty = naughtyStrings().stream()
                .map(this::kept)
                .filter(text -> !text.isEmpty() && text.codePointCount(0, text.length()) <= 80)
                .distinct()
                .limit(100)
                .toList();
        CrmRecord lead = crm.create(scope, LEAD, Map.of("email", "dana@example.com", "tags", naughty), key())
                .after();

        assertThat(lead.field("tags")).isEqualTo(naughty);
        for (String text : naughty) {
            assertThat(crm.find(scope, LEAD, "email", text, 10)).isEmpty();
            assertThat(crm.searchAccounts(scope, text, 10)).isEmpty();
            assertThat(crm.read(scope, new Ref(LEAD, text))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "\uD800", "a\uDC00b"})
    void refusesTextNoDatabaseCanKeep(String text) {
        assertRefused(
                        Kind.INVALID,
                        () -> crm.create(scope, LEAD, Map.of("email", "dana@example.com", "company", text), key()))
                .hasMessageContaining("company");
        CrmRecord lead = lead("dana@example.com");
        assertRefused(Kind.INVALID, () -> crm.update(scope, lead.ref(), Map.of("tags", List.of(text)), null))
                .hasMessageContaining("tags");
        assertThat(crm.find(scope, LEAD, "company", text, 10)).isEmpty();
        assertThat(crm.searchAccounts(scope, text, 10)).isEmpty();
        assertThat(crm.read(scope, new Ref(LEAD, text))).isEmpty();
        assertThat(crm.findByKey(scope, LEAD, text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"firstName, 40", "lastName, 80", "title, 128", "company, 255"})
    void refusesATextThatIsTooLongAndNamesTheField(String field, int longest) {
        CrmRecord lead = lead("dana@example.com");
        String fits = "ü".repeat(longest);

        Map<String, @Nullable Object> tooLong = Map.of(field, "𝒳".repeat(longest + 1));
        assertRefused(Kind.INVALID, () -> crm.update(scope, lead.ref(), tooLong, null))
                .hasMessageContaining(field);
        assertThat(crm.update(scope, lead.ref(), Map.of(field, fits), null)
                        .after()
                        .field(field))
                .isEqualTo(fits);
    }

    @Test
    void keepsADescriptionOfThirtyTwoThousandCharacters() {
        String description = "é1 ".repeat(10_666) + "én";
        CrmRecord task = crm.create(scope, TASK, Map.of("subject", "Read", "description", description), key())
                .after();

        assertThat(crm.read(scope, task.ref()).orElseThrow().field("description"))
                .isEqualTo(description);
    }

    @Test
    void saysAllThatIsWrongAtOnce() {
        assertRefused(
                        Kind.INVALID,
                        () -> crm.create(
                                scope,
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
    void refusesNumbersOutOfRange(RecordType type, String field, double value) {
        Map<String, Object> fields = new LinkedHashMap<>(least(type));
        fields.put(field, value);

        assertRefused(Kind.INVALID, () -> crm.create(scope, type, fields, key()))
                .hasMessageContaining(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.01", "0.1", "1000.00", "24600000000", "999999999999.99", "1E+3"})
    void keepsAmountsToTheCent(String amount) {
        Map<String, Object> fields = Map.of("name", "Renewal", "amount", new BigDecimal(amount));
        CrmRecord created = crm.create(scope, OPPORTUNITY, fields, key()).after();

        assertThat(plain(created.fields()).get("amount"))
                .isEqualTo(new BigDecimal(amount).stripTrailingZeros().toPlainString());
        assertThat(crm.update(scope, created.ref(), Map.of("amount", new BigDecimal(amount)), null)
                        .after())
                .isEqualTo(created);
    }

    @ParameterizedTest
    @CsvSource({"aiFitScore, 91", "founded, Nineteen", "title, 7", "tags, event"})
    void refusesValuesOfAnotherKind(String field, String value) {
        Object wrong = field.equals("title") ? Integer.valueOf(value) : value;
        CrmRecord lead = lead("dana@example.com");

        assertRefused(Kind.INVALID, () -> crm.update(scope, lead.ref(), Map.of(field, wrong), null))
                .hasMessageContaining(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-02-29", "2026-12-31", "1999-01-01"})
    void keepsDates(String date) {
        CrmRecord task = crm.create(scope, TASK, Map.of("subject", "Call", "dueDate", date), key())
                .after();

        assertThat(task.field("dueDate")).isEqualTo(date);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-29", "2026-13-01", "31.12.2026", "tomorrow", "2026-1-1", "+12026-01-01"})
    void refusesDatesThatAreNone(String date) {
        assertRefused(Kind.INVALID, () -> crm.create(scope, TASK, Map.of("subject", "Call", "dueDate", date), key()))
                .hasMessageContaining("dueDate");
    }

    // Changing

    @Test
    void answersTheEarlierValuesOfExactlyTheFieldsThatChanged() {
        CrmRecord lead = crm.create(
                        scope,
                        LEAD,
                        Map.of("email", "dana@example.com", "title", "Buyer", "company", "3M", "aiFitScore", 50),
                        key())
                .after();
        Map<String, Object> changes = Map.of("title", "Head Buyer", "company", "3M", "phone", "+1 651 555 0134");

        Change change = crm.update(scope, lead.ref(), nullable(changes), lead.version());

        assertThat(change.created()).isFalse();
        assertThat(change.before()).isEqualTo(nullable(Map.of("title", "Buyer"), "phone"));
        assertThat(change.after().fields()).containsAllEntriesOf(changes).containsEntry("aiFitScore", 50);
        assertThat(change.after().version()).isNotEqualTo(lead.version());
        assertThat(crm.read(scope, lead.ref())).contains(change.after());
    }

    @Test
    void keepsTheVersionWhenNothingChanges() {
        CrmRecord lead = crm.create(scope, LEAD, everyField(LEAD), key()).after();

        Change change = crm.update(scope, lead.ref(), nullable(lead.fields()), lead.version());

        assertThat(change.before()).isEmpty();
        assertThat(change.after()).isEqualTo(lead);
    }

    @Test
    void emptiesAField() {
        CrmRecord lead = crm.create(
                        scope,
                        LEAD,
                        Map.of(
                                "email",
                                "dana@example.com",
                                "title",
                                "Buyer",
                                "tags",
                                List.of("event"),
                                "founded",
                                1902),
                        key())
                .after();

        Change change = crm.update(scope, lead.ref(), nullable(Map.of(), "title", "tags", "founded", "phone"), null);

        assertThat(change.before())
                .containsOnly(
                        Map.entry("title", "Buyer"), Map.entry("tags", List.of("event")), Map.entry("founded", 1902));
        assertThat(change.after().fields()).doesNotContainKeys("title", "tags", "founded", "phone");
    }

    @Test
    void restoresEarlierValuesFromAChange() {
        CrmRecord lead = crm.create(scope, LEAD, Map.of("email", "dana@example.com", "title", "Buyer"), key())
                .after();
        Change change = crm.update(
                scope, lead.ref(), Map.of("title", "Boss", "tags", List.of("event"), "annualRevenue", 12.5), null);

        Change undone =
                crm.update(scope, lead.ref(), change.before(), change.after().version());

        assertThat(undone.after().fields()).isEqualTo(lead.fields());
    }

    @Test
    void refusesToEmptyWhatARecordNeeds() {
        CrmRecord account = account("Acme");

        assertRefused(Kind.INVALID, () -> crm.update(scope, account.ref(), nullable(Map.of(), "name"), null))
                .hasMessageContaining("name");
    }

    @Test
    void noticesThatAPersonChangedTheRecordMeanwhile() {
        CrmRecord lead = lead("dana@example.com");
        editAsAPerson(scope, lead.ref(), "title", "Buyer");

        assertRefused(
                Kind.CHANGED_MEANWHILE, () -> crm.update(scope, lead.ref(), Map.of("title", "Boss"), lead.version()));
        assertRefused(Kind.CHANGED_MEANWHILE, () -> crm.remove(scope, lead.ref(), lead.version()));
        assertThat(crm.read(scope, lead.ref()).orElseThrow().field("title")).isEqualTo("Buyer");
        assertThat(crm.update(scope, lead.ref(), Map.of("title", "Boss"), null).before())
                .containsExactly(Map.entry("title", "Buyer"));
    }

    @Test
    void letsOneOfManyChangesOfTheSameVersionThrough() {
        CrmRecord lead = lead("dana@example.com");
        List<Boolean> changed = atOnce(i -> () -> {
            try {
                crm.update(scope, lead.ref(), Map.of("aiFitScore", i), lead.version());
                return true;
            } catch (CrmFailure failure) {
                assertThat(failure.kind()).isEqualTo(Kind.CHANGED_MEANWHILE);
                return false;
            }
        });

        assertThat(changed).filteredOn(done -> done).hasSize(1);
    }

    @Test
    void letsManyChangesOfWhateverVersionThroughOneAfterTheOther() {
        CrmRecord lead = lead("dana@example.com");
        List<Change> changes = atOnce(i -> () -> crm.update(scope, lead.ref(), Map.of("aiFitScore", i), null));

        assertThat(changes).extracting(change -> change.after().version()).doesNotHaveDuplicates();
        assertThat(changes)
                .extracting(change -> change.before().get("aiFitScore"))
                .doesNotHaveDuplicates();
    }

    @Test
    void refusesAChangeToAnAddressThatIsTaken() {
        CrmRecord dana = lead("dana@example.com");
        CrmRecord omar = lead("omar@example.com");

        assertThatExceptionOfType(CrmFailure.class)
                .isThrownBy(() -> crm.update(scope, omar.ref(), Map.of("email", "DANA@example.com"), null))
                .satisfies(failure -> {
                    assertThat(failure.kind()).isEqualTo(Kind.DUPLICATE);
                    assertThat(failure.existing()).containsExactly(dana.id());
                });
        assertThat(crm.read(scope, omar.ref())).contains(omar);
        assertThat(crm.update(scope, omar.ref(), Map.of("email", "OMAR@example.com"), null)
                        .after()
                        .field("email"))
                .isEqualTo("OMAR@example.com");
    }

    @ParameterizedTest
    @EnumSource(
            value = RecordType.class,
            names = {"LEAD", "ACCOUNT", "CONTACT", "OPPORTUNITY", "TASK", "NOTE"})
    void saysThatARecordIsUnknown(RecordType type) {
        Ref unknown = new Ref(type, unknownId(type));

        assertThat(crm.read(scope, unknown)).isEmpty();
        assertRefused(Kind.NOT_FOUND, () -> crm.update(scope, unknown, nullable(least(type)), null));
        assertRefused(Kind.NOT_FOUND, () -> crm.remove(scope, unknown, null));
    }

    // Removing

    @Test
    void removesARecordSoThatAPersonCanRestoreIt() {
        String key = key();
        CrmRecord lead = crm.create(scope, LEAD, Map.of("email", "dana@example.com", "title", "Buyer"), key)
                .after();

        crm.remove(scope, lead.ref(), lead.version());

        assertThat(crm.read(scope, lead.ref())).isEmpty();
        assertThat(crm.find(scope, LEAD, "email", "dana@example.com", 10)).isEmpty();
        assertThat(crm.findByKey(scope, LEAD, key).map(CrmRecord::id)).contains(lead.id());
        assertRefused(Kind.NOT_FOUND, () -> crm.update(scope, lead.ref(), Map.of("title", "Boss"), null));
        assertRefused(Kind.NOT_FOUND, () -> crm.remove(scope, lead.ref(), null));

        restoreAsAPerson(scope, lead.ref());

        CrmRecord restored = crm.read(scope, lead.ref()).orElseThrow();
        assertThat(restored.fields()).isEqualTo(lead.fields());
        assertThat(restored.version()).isNotEqualTo(lead.version());
    }

    @Test
    void createsNothingNewUnderTheKeyOfARemovedRecord() {
        String key = key();
        CrmRecord lead = crm.create(scope, LEAD, Map.of("email", "dana@example.com"), key)
                .after();
        crm.remove(scope, lead.ref(), null);

        Change again = crm.create(scope, LEAD, Map.of("email", "dana@example.com"), key);

        assertThat(again.created()).isFalse();
        assertThat(again.after().id()).isEqualTo(lead.id());
        assertThat(crm.read(scope, lead.ref())).isEmpty();
    }

    @Test
    void freesTheAddressOfARemovedLead() {
        CrmRecord removed = lead("dana@example.com");
        crm.remove(scope, removed.ref(), null);

        assertThat(lead("dana@example.com").id()).isNotEqualTo(removed.id());
    }

    @Test
    void refusesToRemoveWhatOthersDependOn() {
        CrmRecord account = account("Acme");
        CrmRecord contact = contact(account, "dana@example.com");

        assertRefused(Kind.IN_USE, () -> crm.remove(scope, account.ref(), null));
        assertThat(crm.read(scope, account.ref())).contains(account);

        crm.remove(scope, contact.ref(), null);
        assertThatNoException().isThrownBy(() -> crm.remove(scope, account.ref(), null));
    }

    // Finding

    @Test
    void findsRecordsInAnyCaseOldestFirst() {
        CrmRecord first =
                crm.create(scope, ACCOUNT, Map.of("name", "Acme"), key()).after();
        CrmRecord second =
                crm.create(scope, ACCOUNT, Map.of("name", "ACME"), key()).after();
        account("Acme Corporation");

        assertThat(crm.find(scope, ACCOUNT, "name", "aCmE", 10)).containsExactly(first, second);
        assertThat(crm.find(scope, ACCOUNT, "name", "acme", 1)).containsExactly(first);
    }

    @Test
    void findsRecordsByEveryKindOfField() {
        CrmRecord account = account("Acme");
        CrmRecord lead = crm.create(
                        scope,
                        LEAD,
                        Map.of("email", "dana@example.com", "founded", 1902, "tags", List.of("event", "nurture")),
                        key())
                .after();
        CrmRecord opportunity = crm.create(
                        scope,
                        OPPORTUNITY,
                        Map.of(
                                "name",
                                "Renewal",
                                "accountId",
                                account.id(),
                                "leadId",
                                lead.id(),
                                "closeDate",
                                "2026-12-31"),
                        key())
                .after();

        assertThat(crm.find(scope, OPPORTUNITY, "accountId", account.id(), 10)).containsExactly(opportunity);
        assertThat(crm.find(scope, OPPORTUNITY, "leadId", lead.id(), 10)).containsExactly(opportunity);
        assertThat(crm.find(scope, OPPORTUNITY, "stage", "prospecting", 10)).containsExactly(opportunity);
        assertThat(crm.find(scope, OPPORTUNITY, "closeDate", "2026-12-31", 10)).containsExactly(opportunity);
        assertThat(crm.find(scope, LEAD, "founded", "1902", 10)).containsExactly(lead);
        assertThat(crm.find(scope, LEAD, "founded", "soon", 10)).isEmpty();
        assertThat(crm.find(scope, LEAD, "tags", "NURTURE", 10)).containsExactly(lead);
    }

    @Test
    void readsCampaignsAndUsers() {
        assertThat(crm.read(scope, new Ref(CAMPAIGN, campaignId())))
                .get()
                .extracting(campaign -> campaign.field("name"))
                .isNotNull();
        CrmRecord user = crm.read(scope, new Ref(USER, userId())).orElseThrow();
        assertThat(user.field("active")).isEqualTo(true);
        assertThat(crm.find(scope, USER, "active", "true", 100)).contains(user);
        assertThat(crm.read(scope, new Ref(CAMPAIGN, "C-1900-Q1"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "3M Company, 3M",
        "3M, 3M Company",
        "Alphabet, Alphabet Inc. (Class A)",
        "alphabet inc. (class a), Alphabet",
        "A O Smith Corp, A. O. Smith",
        "Mc Donalds, McDonald's",
        "Wal-Mart, Walmart",
        "Procter and Gamble, Procter & Gamble"
    })
    void ranksTheSensibleAccountFirst(String wanted, String existing) {
        List.of("Micron Technology", "Alphatec", "Smithfield Foods", "McKesson", "Walgreens", "Gamble Brothers")
                .forEach(this::account);
        CrmRecord sensible = account(existing);

        assertThat(crm.searchAccounts(scope, wanted, 3))
                .hasSizeLessThanOrEqualTo(3)
                .first()
                .isEqualTo(sensible);
    }

    @Test
    void findsNoAccountThatResemblesNothing() {
        account("Acme");

        assertThat(crm.searchAccounts(scope, "Zyx Qwertyuiop", 10)).isEmpty();
    }

    @Test
    void leavesRemovedAccountsOutOfTheSearch() {
        crm.remove(scope, account("Acme").ref(), null);

        assertThat(crm.searchAccounts(scope, "Acme", 10)).isEmpty();
    }

    // Converting

    @Test
    void convertsALeadOnceAKey() {
        CrmRecord lead = crm.create(scope, LEAD, everyField(LEAD), key()).after();
        CrmRecord account = account("Given");
        String key = key();

        Conversion first = crm.convertLead(scope, lead.id(), account.id(), "Renewal", key);
        Conversion second = crm.convertLead(scope, lead.id(), account.id(), "Renewal", key);

        assertThat(second).isEqualTo(first);
        assertThat(first.accountId()).isEqualTo(account.id());
        assertThat(first.lead().fields())
                .containsEntry("status", "Qualified")
                .containsEntry("convertedContactId", first.contactId())
                .containsEntry("convertedAccountId", first.accountId())
                .containsEntry("convertedOpportunityId", Objects.requireNonNull(first.opportunityId()));
        assertThat(crm.read(scope, new Ref(CONTACT, first.contactId()))
                        .orElseThrow()
                        .fields())
                .containsEntry("email", Objects.requireNonNull(lead.field("email")))
                .containsEntry("accountId", account.id());
        assertThat(crm.find(scope, OPPORTUNITY, "leadId", lead.id(), 10))
                .singleElement()
                .satisfies(opportunity -> assertThat(opportunity.fields())
                        .containsEntry("name", "Renewal")
                        .containsEntry("stage", "Prospecting")
                        .containsEntry("accountId", account.id()));
    }

    @Test
    void convertsALeadOnceWhenAskedManyTimesAtOnce() {
        CrmRecord lead = crm.create(scope, LEAD, everyField(LEAD), key()).after();
        String key = key();

        List<Conversion> conversions = atOnce(_ -> () -> crm.convertLead(scope, lead.id(), null, "Renewal", key));

        assertThat(conversions).containsOnly(conversions.getFirst());
        assertThat(crm.find(scope, OPPORTUNITY, "name", "Renewal", 10)).hasSize(1);
        assertThat(crm.find(scope, ACCOUNT, "name", "3M", 10)).hasSize(1);
    }

    @Test
    void convertsIntoTheAccountOfTheLeadsDomain() {
        CrmRecord account = crm.create(scope, ACCOUNT, Map.of("name", "Minnesota", "domain", "mmm.example.com"), key())
                .after();
        CrmRecord lead = crm.create(scope, LEAD, everyField(LEAD), key()).after();

        Conversion conversion = crm.convertLead(scope, lead.id(), null, null, key());

        assertThat(conversion.accountId()).isEqualTo(account.id());
        assertThat(conversion.opportunityId()).isNull();
    }

    @Test
    void convertsIntoTheContactThereIs() {
        CrmRecord account = account("Acme");
        CrmRecord contact = contact(account, "Dana@Example.com");
        CrmRecord lead = lead("dana@example.com");

        Conversion conversion = crm.convertLead(scope, lead.id(), null, null, key());

        assertThat(conversion.contactId()).isEqualTo(contact.id());
        assertThat(conversion.accountId()).isEqualTo(account.id());
    }

    @Test
    void refusesToConvertAgainUnderAnotherKey() {
        CrmRecord lead = lead("dana@example.com");
        Conversion conversion = crm.convertLead(scope, lead.id(), null, null, key());

        assertThatExceptionOfType(CrmFailure.class)
                .isThrownBy(() -> crm.convertLead(scope, lead.id(), null, null, key()))
                .satisfies(failure -> {
                    assertThat(failure.kind()).isEqualTo(Kind.DUPLICATE);
                    assertThat(failure.existing()).contains(conversion.contactId(), conversion.accountId());
                });
    }

    @Test
    void leavesNothingBehindWhenALeadCannotBeConverted() {
        CrmRecord lead = crm.create(scope, LEAD, Map.of("email", "dana@example.com", "company", "Acme"), key())
                .after();

        assertRefused(Kind.INVALID, () -> crm.convertLead(scope, lead.id(), null, "N".repeat(200), key()));
        assertRefused(Kind.INVALID, () -> crm.convertLead(scope, lead.id(), unknownId(ACCOUNT), null, key()));
        assertRefused(Kind.NOT_FOUND, () -> crm.convertLead(scope, unknownId(LEAD), null, null, key()));

        assertThat(crm.find(scope, ACCOUNT, "name", "Acme", 10)).isEmpty();
        assertThat(crm.find(scope, CONTACT, "email", "dana@example.com", 10)).isEmpty();
        assertThat(crm.read(scope, lead.ref())).contains(lead);
    }

    @Test
    void acceptsANewLeadWithTheAddressOfAConvertedOne() {
        CrmRecord converted = lead("dana@example.com");
        crm.convertLead(scope, converted.id(), null, null, key());

        CrmRecord again = lead("dana@example.com");

        assertThat(crm.find(scope, LEAD, "email", "dana@example.com", 10))
                .extracting(CrmRecord::id)
                .containsExactly(converted.id(), again.id());
        assertThat(crm.convertLead(scope, again.id(), null, null, key()).contactId())
                .isEqualTo(crm.find(scope, CONTACT, "email", "dana@example.com", 10)
                        .getFirst()
                        .id());
    }

    // Tenants

    @Test
    void hidesTheRecordsOfAnotherTenant() {
        String key = key();
        CrmRecord account = crm.create(scope, ACCOUNT, Map.of("name", "Acme", "domain", "acme.example.com"), key)
                .after();
        Scope other = newScope();

        assertThat(crm.read(other, account.ref())).isEmpty();
        assertThat(crm.findByKey(other, ACCOUNT, key)).isEmpty();
        assertThat(crm.find(other, ACCOUNT, "name", "Acme", 10)).isEmpty();
        assertThat(crm.searchAccounts(other, "Acme", 10)).isEmpty();
        assertRefused(Kind.NOT_FOUND, () -> crm.update(other, account.ref(), Map.of("name", "Mine"), null));
        assertRefused(Kind.NOT_FOUND, () -> crm.remove(other, account.ref(), null));
        assertRefused(
                Kind.INVALID,
                () -> crm.create(other, OPPORTUNITY, Map.of("name", "Renewal", "accountId", account.id()), key()));
        assertThat(crm.create(other, ACCOUNT, Map.of("name", "Acme", "domain", "acme.example.com"), key)
                        .created())
                .isTrue();
        assertThat(crm.read(scope, account.ref())).contains(account);
    }

    protected static String key() {
        return UUID.randomUUID().toString();
    }

    protected final CrmRecord lead(String email) {
        return crm.create(scope, LEAD, Map.of("email", email, "lastName", "Reyes"), key())
                .after();
    }

    protected final CrmRecord account(String name) {
        return crm.create(scope, ACCOUNT, Map.of("name", name), key()).after();
    }

    protected final CrmRecord contact(CrmRecord account, String email) {
        return crm.create(scope, CONTACT, Map.of("accountId", account.id(), "email", email, "lastName", "Reyes"), key())
                .after();
    }

    /** The fewest fields a record can have. */
    private static Map<String, Object> least(RecordType type) {
        return switch (type) {
            case LEAD, CONTACT -> Map.of("email", "least@example.com", "lastName", "Least");
            case ACCOUNT, OPPORTUNITY, CAMPAIGN, USER -> Map.of("name", "Least");
            case TASK -> Map.of("subject", "Least");
            case NOTE -> Map.of("text", "Least");
        };
    }

    private static List<String> settable(RecordType type) {
        return Fields.of(type).stream()
                .filter(field -> !field.startsWith("converted"))
                .toList();
    }

    private Map<String, Object> everyField(RecordType type) {
        Map<String, Object> fields = new LinkedHashMap<>();
        switch (type) {
            case LEAD -> {
                fields.putAll(
                        Map.of("company", "3M", "website", "https://www.mmm.example.com/about", "status", "Working"));
                fields.putAll(Map.of("ownerId", userId(), "campaignId", campaignId(), "aiFitScore", 91));
                fields.putAll(Map.of("aiIntent", "HIGH_FIT", "tags", List.of("ai-qualified", "enterprise")));
                fields.putAll(Map.of("enrichmentSource", "Clearbit", "enrichmentConfidence", 0.97));
                fields.putAll(firmographics());
                fields.putAll(person());
            }
            case ACCOUNT -> {
                fields.putAll(Map.of("name", "3M", "domain", "mmm.example.com", "website", "https://mmm.example.com"));
                fields.putAll(firmographics());
            }
            case CONTACT -> {
                fields.put("accountId", account("3M").id());
                fields.putAll(person());
            }
            case OPPORTUNITY -> {
                CrmRecord account = account("3M");
                fields.putAll(Map.of("name", "3M Q4", "accountId", account.id(), "stage", "Qualification"));
                fields.putAll(Map.of(
                        "leadId",
                        lead("omar@example.com").id(),
                        "contactId",
                        contact(account, "a@example.com").id()));
                fields.putAll(Map.of("amount", 125_000.5, "closeDate", "2027-01-31", "campaignId", campaignId()));
                fields.putAll(Map.of("source", "Handrail", "aiConfidence", 0.88));
            }
            case TASK -> {
                fields.putAll(Map.of("subject", "Review", "description", "Line 1\nLine 2", "status", "In Progress"));
                fields.putAll(Map.of("priority", "High", "dueDate", "2026-12-01", "externalLeadId", "L-1001"));
                fields.putAll(Map.of(
                        "leadId",
                        lead("omar@example.com").id(),
                        "relatedToId",
                        account("3M").id()));
            }
            case NOTE -> {
                fields.putAll(Map.of(
                        "text",
                        "Met at the fair",
                        "leadId",
                        lead("omar@example.com").id()));
                fields.put("relatedToId", account("3M").id());
            }
            case CAMPAIGN, USER -> throw new IllegalArgumentException("Only read");
        }
        return fields;
    }

    private static Map<String, Object> person() {
        return Map.of(
                "email", "dana.reyes@mmm.example.com",
                "firstName", "Dana",
                "lastName", "Reyes",
                "title", "Director of Procurement",
                "phone", "+1 651 555 0134",
                "source", "Handrail");
    }

    private static Map<String, Object> firmographics() {
        return Map.of(
                "industry",
                "Industrial Conglomerates",
                "founded",
                1902,
                "headquarters",
                "Saint Paul, Minnesota",
                "employees",
                61_500,
                "annualRevenue",
                24_600_000_000.25);
    }

    /** Numbers as plain decimals, for two values are the same whatever Java calls them. */
    private static Map<String, Object> plain(Map<String, Object> fields) {
        Map<String, Object> plain = new LinkedHashMap<>(fields);
        plain.replaceAll((_, value) -> value instanceof Number number
                ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString()
                : value);
        return plain;
    }

    private static Map<String, @Nullable Object> nullable(Map<String, Object> fields, String... empty) {
        Map<String, @Nullable Object> nullable = new LinkedHashMap<>(fields);
        for (String field : empty) {
            nullable.put(field, null);
        }
        return Collections.unmodifiableMap(nullable);
    }

    private static List<String> naughtyStrings() throws IOException {
        try (InputStream json = ConnectorContract.class.getResourceAsStream("/blns.json")) {
            return JsonMapper.shared()
                    .readValue(
                            json,
                            JsonMapper.shared().getTypeFactory().constructCollectionType(List.class, String.class));
        }
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            Kind kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CrmFailure.class, failure -> assertThat(failure.kind()).isEqualTo(kind));
    }

    private static <T> List<T> atOnce(java.util.function.IntFunction<Callable<T>> work) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> result :
                    threads.invokeAll(IntStream.range(0, AT_ONCE).mapToObj(work).toList())) {
                results.add(result.get());
            }
            return results;
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
