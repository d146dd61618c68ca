package dev.handrail.connector;

import static dev.handrail.connector.ContractSamples.assertRefused;
import static dev.handrail.connector.ContractSamples.atOnce;
import static dev.handrail.connector.ContractSamples.key;
import static dev.handrail.connector.ContractSamples.least;
import static dev.handrail.connector.ContractSamples.nullable;
import static dev.handrail.connector.RecordType.LEAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.handrail.connector.CrmFailure.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Changes say what was before, and notice what others did meanwhile. */
interface ChangingContract extends ConnectorUnderTest {

    @Test
    default void answersTheEarlierValuesOfExactlyTheFieldsThatChanged() {
        CrmRecord lead = crm().create(
                        scope(),
                        LEAD,
                        Map.of("email", "dana@example.com", "title", "Buyer", "company", "3M", "aiFitScore", 50),
                        key())
                .after();
        Map<String, Object> changes = Map.of("title", "Head Buyer", "company", "3M", "phone", "+1 651 555 0134");

        Change change = crm().update(scope(), lead.ref(), nullable(changes), lead.version());

        assertThat(change.created()).isFalse();
        assertThat(change.before()).isEqualTo(nullable(Map.of("title", "Buyer"), "phone"));
        assertThat(change.after().fields()).containsAllEntriesOf(changes).containsEntry("aiFitScore", 50);
        assertThat(change.after().version()).isNotEqualTo(lead.version());
        assertThat(crm().read(scope(), lead.ref())).contains(change.after());
    }

    @Test
    default void keepsTheVersionWhenNothingChanges() {
        CrmRecord lead = crm().create(scope(), LEAD, everyField(LEAD), key()).after();

        Change change = crm().update(scope(), lead.ref(), nullable(lead.fields()), lead.version());

        assertThat(change.before()).isEmpty();
        assertThat(change.after()).isEqualTo(lead);
    }

    @Test
    default void emptiesAField() {
        CrmRecord lead = crm().create(
                        scope(),
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

        Change change =
                crm().update(scope(), lead.ref(), nullable(Map.of(), "title", "tags", "founded", "phone"), null);

        assertThat(change.before())
                .containsOnly(
                        Map.entry("title", "Buyer"), Map.entry("tags", List.of("event")), Map.entry("founded", 1902));
        assertThat(change.after().fields()).doesNotContainKeys("title", "tags", "founded", "phone");
    }

    @Test
    default void restoresEarlierValuesFromAChange() {
        CrmRecord lead = crm().create(scope(), LEAD, Map.of("email", "dana@example.com", "title", "Buyer"), key())
                .after();
        Change change = crm().update(
                        scope(),
                        lead.ref(),
                        Map.of("title", "Boss", "tags", List.of("event"), "annualRevenue", 12.5),
                        null);

        Change undone = crm().update(
                        scope(), lead.ref(), change.before(), change.after().version());

        assertThat(undone.after().fields()).isEqualTo(lead.fields());
    }

    @Test
    default void refusesToEmptyWhatARecordNeeds() {
        CrmRecord account = account("Acme");

        assertRefused(Kind.INVALID, () -> crm().update(scope(), account.ref(), nullable(Map.of(), "name"), null))
                .hasMessageContaining("name");
    }

    @Test
    default void noticesThatAPersonChangedTheRecordMeanwhile() {
        CrmRecord lead = lead("dana@example.com");
        editAsAPerson(scope(), lead.ref(), "title", "Buyer");

        assertRefused(
                Kind.CHANGED_MEANWHILE,
                () -> crm().update(scope(), lead.ref(), Map.of("title", "Boss"), lead.version()));
        assertRefused(Kind.CHANGED_MEANWHILE, () -> crm().remove(scope(), lead.ref(), lead.version()));
        assertThat(crm().read(scope(), lead.ref()).orElseThrow().field("title")).isEqualTo("Buyer");
        assertThat(crm().update(scope(), lead.ref(), Map.of("title", "Boss"), null)
                        .before())
                .containsExactly(Map.entry("title", "Buyer"));
    }

    @Test
    default void letsOneOfManyChangesOfTheSameVersionThrough() {
        CrmRecord lead = lead("dana@example.com");
        List<Boolean> changed = atOnce(i -> () -> {
            try {
                crm().update(scope(), lead.ref(), Map.of("aiFitScore", i), lead.version());
                return true;
            } catch (CrmFailure failure) {
                assertThat(failure.kind()).isEqualTo(Kind.CHANGED_MEANWHILE);
                return false;
            }
        });

        assertThat(changed).filteredOn(done -> done).hasSize(1);
    }

    @Test
    default void letsManyChangesOfWhateverVersionThroughOneAfterTheOther() {
        CrmRecord lead = lead("dana@example.com");
        List<Change> changes = atOnce(i -> () -> crm().update(scope(), lead.ref(), Map.of("aiFitScore", i), null));

        assertThat(changes).extracting(change -> change.after().version()).doesNotHaveDuplicates();
        assertThat(changes)
                .extracting(change -> change.before().get("aiFitScore"))
                .doesNotHaveDuplicates();
    }

    @Test
    default void refusesAChangeToAnAddressThatIsTaken() {
        CrmRecord dana = lead("dana@example.com");
        CrmRecord omar = lead("omar@example.com");

        assertThatExceptionOfType(CrmFailure.class)
                .isThrownBy(() -> crm().update(scope(), omar.ref(), Map.of("email", "DANA@example.com"), null))
                .satisfies(failure -> {
                    assertThat(failure.kind()).isEqualTo(Kind.DUPLICATE);
                    assertThat(failure.existing()).containsExactly(dana.id());
                });
        assertThat(crm().read(scope(), omar.ref())).contains(omar);
        assertThat(crm().update(scope(), omar.ref(), Map.of("email", "OMAR@example.com"), null)
                        .after()
                        .field("email"))
                .isEqualTo(keptAddress("OMAR@example.com"));
    }

    @ParameterizedTest
    @EnumSource(
            value = RecordType.class,
            names = {"LEAD", "ACCOUNT", "CONTACT", "OPPORTUNITY", "TASK", "NOTE"})
    default void saysThatARecordIsUnknown(RecordType type) {
        Ref unknown = new Ref(type, unknownId(type));

        assertThat(crm().read(scope(), unknown)).isEmpty();
        assertRefused(Kind.NOT_FOUND, () -> crm().update(scope(), unknown, nullable(least(type)), null));
        assertRefused(Kind.NOT_FOUND, () -> crm().remove(scope(), unknown, null));
    }
}
