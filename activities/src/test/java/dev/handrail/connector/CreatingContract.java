package dev.handrail.connector;

import static dev.handrail.connector.ContractSamples.AT_ONCE;
import static dev.handrail.connector.ContractSamples.assertRefused;
import static dev.handrail.connector.ContractSamples.atOnce;
import static dev.handrail.connector.ContractSamples.key;
import static dev.handrail.connector.ContractSamples.least;
import static dev.handrail.connector.RecordType.ACCOUNT;
import static dev.handrail.connector.RecordType.LEAD;
import static dev.handrail.connector.RecordType.NOTE;
import static dev.handrail.connector.RecordType.OPPORTUNITY;
import static dev.handrail.connector.RecordType.TASK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.connector.CrmFailure.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** One effect a key, and duplicates named. */
interface CreatingContract extends ConnectorUnderTest {

    @Test
    default void createsARecordOnceAKey() {
        String key = key();
        Change first = crm().create(scope(), LEAD, Map.of("email", "dana@example.com", "lastName", "Reyes"), key);
        Change second = crm().create(scope(), LEAD, Map.of("email", "dana@example.com", "lastName", "Reyes"), key);

        assertThat(first.created()).isTrue();
        assertThat(first.before()).isEmpty();
        assertThat(second.created()).isFalse();
        assertThat(second.before()).isEmpty();
        assertThat(second.after()).isEqualTo(first.after());
    }

    @Test
    default void answersTheRecordOfTheKeyAsItIsNow() {
        String key = key();
        Ref lead = crm().create(scope(), LEAD, Map.of("email", "dana@example.com"), key)
                .after()
                .ref();
        editAsAPerson(scope(), lead, "title", "Buyer");

        Change again = crm().create(scope(), LEAD, Map.of("email", "dana@example.com"), key);

        assertThat(again.after().field("title")).isEqualTo("Buyer");
    }

    @Test
    default void createsOneRecordWhenTheSameKeyComesManyTimesAtOnce() {
        String key = key();
        List<Change> changes =
                atOnce(_ -> () -> crm().create(scope(), TASK, Map.of("subject", "Call back", "priority", "High"), key));

        assertThat(changes)
                .extracting(change -> change.after().id())
                .containsOnly(changes.getFirst().after().id());
        assertThat(changes).filteredOn(Change::created).hasSize(1);
        assertThat(crm().find(scope(), TASK, "subject", "Call back", 10)).hasSize(1);
    }

    @Test
    default void createsOneLeadWhenOneAddressComesUnderManyKeysAtOnce() {
        List<Object> answers = atOnce(i -> () -> {
            try {
                return crm().create(scope(), LEAD, Map.of("email", "dana@example.com"), key())
                        .after()
                        .id();
            } catch (CrmFailure failure) {
                return failure;
            }
        });

        List<CrmRecord> leads = crm().find(scope(), LEAD, "email", "dana@example.com", 10);
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
    default void findsARecordByItsKey() {
        String key = key();
        CrmRecord note = crm().create(scope(), NOTE, Map.of("text", "Met at the fair"), key)
                .after();

        assertThat(crm().findByKey(scope(), NOTE, key)).contains(note);
        assertThat(crm().findByKey(scope(), NOTE, key())).isEmpty();
        assertThat(crm().findByKey(scope(), TASK, key)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"LEAD, email, Dana@Example.com", "CONTACT, email, DANA@example.com", "ACCOUNT, domain, EXAMPLE.com"})
    default void namesTheRecordThatHoldsAUniqueValueInAnyCase(RecordType type, String field, String value) {
        Map<String, Object> first = new LinkedHashMap<>(least(type));
        first.put(field, value.toLowerCase(Locale.ROOT));
        String existing = crm().create(scope(), type, first, key()).after().id();
        Map<String, Object> second = new LinkedHashMap<>(least(type));
        second.put(field, value);

        assertThatExceptionOfType(CrmFailure.class)
                .isThrownBy(() -> crm().create(scope(), type, second, key()))
                .satisfies(failure -> {
                    assertThat(failure.kind()).isEqualTo(Kind.DUPLICATE);
                    assertThat(failure.existing()).containsExactly(existing);
                    assertThat(failure).hasMessageContaining(field).message().doesNotContainIgnoringCase("example.com");
                });
    }

    @Test
    default void refusesATakenUniqueValueHoweverMuchSomebodyInsists() {
        Map<String, Object> account = Map.of("name", "Acme", "domain", "acme.example.com");
        Change first = crm().create(scope().insisting(), ACCOUNT, account, key());

        assertThat(first.created()).isTrue();
        assertRefused(Kind.DUPLICATE, () -> crm().create(scope().insisting(), ACCOUNT, account, key()));
    }

    @ParameterizedTest
    @EnumSource(
            value = RecordType.class,
            names = {"CAMPAIGN", "USER"})
    default void onlyReadsCampaignsAndUsers(RecordType type) {
        assertRefused(Kind.NOT_SUPPORTED, () -> crm().create(scope(), type, Map.of("name", "New"), key()));
    }

    @Test
    default void refusesARecordWithoutWhatItNeeds() {
        assertRefused(Kind.INVALID, () -> crm().create(scope(), ACCOUNT, Map.of("industry", "Retail"), key()))
                .hasMessageContaining("name");
    }

    @Test
    default void treatsAFieldHandrailDoesNotKnowAsAMistakeOfTheProgram() {
        assertThatThrownBy(
                        () -> crm().create(scope(), LEAD, Map.of("email", "dana@example.com", "shoeSize", 43), key()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shoeSize");
    }

    @Test
    default void refusesToPointAtARecordThatIsNotThere() {
        assertRefused(
                        Kind.INVALID,
                        () -> crm().create(
                                        scope(),
                                        OPPORTUNITY,
                                        Map.of("name", "Renewal", "accountId", unknownId(ACCOUNT)),
                                        key()))
                .hasMessageContaining("accountId");
    }

    @Test
    default void refusesToPointAtARemovedRecord() {
        CrmRecord account = account("Acme");
        CrmRecord contact = contact(account, "dana@example.com");
        CrmRecord other = account("Other");
        crm().remove(scope(), other.ref(), null);

        assertRefused(Kind.INVALID, () -> crm().update(scope(), contact.ref(), Map.of("accountId", other.id()), null))
                .hasMessageContaining("accountId");
    }
}
