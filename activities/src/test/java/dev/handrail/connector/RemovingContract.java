package dev.handrail.connector;

import static dev.handrail.connector.ContractSamples.assertRefused;
import static dev.handrail.connector.ContractSamples.key;
import static dev.handrail.connector.RecordType.LEAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.handrail.connector.CrmFailure.Kind;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is removed can be restored, and nothing is removed that others depend on. */
interface RemovingContract extends ConnectorUnderTest {

    @Test
    default void removesARecordSoThatAPersonCanRestoreIt() {
        String key = key();
        CrmRecord lead = crm().create(scope(), LEAD, Map.of("email", "dana@example.com", "title", "Buyer"), key)
                .after();

        crm().remove(scope(), lead.ref(), lead.version());

        assertThat(crm().read(scope(), lead.ref())).isEmpty();
        assertThat(crm().find(scope(), LEAD, "email", "dana@example.com", 10)).isEmpty();
        assertThat(crm().findByKey(scope(), LEAD, key).map(CrmRecord::id))
                .isEqualTo(findsRemovedRecordsByKey() ? Optional.of(lead.id()) : Optional.empty());
        assertRefused(Kind.NOT_FOUND, () -> crm().update(scope(), lead.ref(), Map.of("title", "Boss"), null));
        assertRefused(Kind.NOT_FOUND, () -> crm().remove(scope(), lead.ref(), null));

        restoreAsAPerson(scope(), lead.ref());

        CrmRecord restored = crm().read(scope(), lead.ref()).orElseThrow();
        assertThat(restored.fields()).isEqualTo(lead.fields());
        assertThat(restored.version()).isNotEqualTo(lead.version());
    }

    @Test
    default void createsNothingNewUnderTheKeyOfARemovedRecordThatHoldsIt() {
        String key = key();
        CrmRecord lead = crm().create(scope(), LEAD, Map.of("email", "dana@example.com"), key)
                .after();
        crm().remove(scope(), lead.ref(), null);

        Change again = crm().create(scope(), LEAD, Map.of("email", "dana@example.com"), key);

        if (!findsRemovedRecordsByKey()) {
            assertThat(again.created()).isTrue();
            assertThat(again.after().id()).isNotEqualTo(lead.id());
            return;
        }
        assertThat(again.created()).isFalse();
        assertThat(again.after().id()).isEqualTo(lead.id());
        assertThat(crm().read(scope(), lead.ref())).isEmpty();
    }

    @Test
    default void freesTheAddressOfARemovedLead() {
        CrmRecord removed = lead("dana@example.com");
        crm().remove(scope(), removed.ref(), null);

        assertThat(lead("dana@example.com").id()).isNotEqualTo(removed.id());
    }

    @Test
    default void refusesToRemoveWhatOthersDependOn() {
        CrmRecord account = account("Acme");
        CrmRecord contact = contact(account, "dana@example.com");

        assertRefused(Kind.IN_USE, () -> crm().remove(scope(), account.ref(), null));
        assertThat(crm().read(scope(), account.ref())).contains(account);

        crm().remove(scope(), contact.ref(), null);
        assertThatNoException().isThrownBy(() -> crm().remove(scope(), account.ref(), null));
    }
}
