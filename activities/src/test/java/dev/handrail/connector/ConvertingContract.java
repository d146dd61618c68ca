package dev.handrail.connector;

import static dev.handrail.connector.ContractSamples.assertRefused;
import static dev.handrail.connector.ContractSamples.atOnce;
import static dev.handrail.connector.ContractSamples.key;
import static dev.handrail.connector.RecordType.ACCOUNT;
import static dev.handrail.connector.RecordType.CONTACT;
import static dev.handrail.connector.RecordType.LEAD;
import static dev.handrail.connector.RecordType.OPPORTUNITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.handrail.connector.Connector.Conversion;
import dev.handrail.connector.CrmFailure.Kind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A lead is converted once, wholly or not at all. */
interface ConvertingContract extends ConnectorUnderTest {

    @Test
    default void convertsALeadOnceAKey() {
        CrmRecord lead = crm().create(scope(), LEAD, everyField(LEAD), key()).after();
        CrmRecord account = account("Given");
        String key = key();

        Conversion first = crm().convertLead(scope(), lead.id(), account.id(), "Renewal", key);
        Conversion second = crm().convertLead(scope(), lead.id(), account.id(), "Renewal", key);

        assertThat(second).isEqualTo(first);
        assertThat(first.accountId()).isEqualTo(account.id());
        assertThat(first.lead().fields())
                .containsEntry("status", "Qualified")
                .containsEntry("convertedContactId", first.contactId())
                .containsEntry("convertedAccountId", first.accountId())
                .containsEntry("convertedOpportunityId", Objects.requireNonNull(first.opportunityId()));
        assertThat(crm().read(scope(), new Ref(CONTACT, first.contactId()))
                        .orElseThrow()
                        .fields())
                .containsEntry("email", Objects.requireNonNull(lead.field("email")))
                .containsEntry("accountId", account.id());
        assertThat(crm().find(scope(), OPPORTUNITY, "leadId", lead.id(), 10))
                .singleElement()
                .satisfies(opportunity -> assertThat(opportunity.fields())
                        .containsEntry("name", "Renewal")
                        .containsEntry("stage", "Prospecting")
                        .containsEntry("accountId", account.id()));
    }

    @Test
    default void convertsALeadOnceWhenAskedManyTimesAtOnce() {
        CrmRecord lead = crm().create(scope(), LEAD, everyField(LEAD), key()).after();
        String key = key();

        List<Conversion> conversions = atOnce(_ -> () -> crm().convertLead(scope(), lead.id(), null, "Renewal", key));

        assertThat(conversions).containsOnly(conversions.getFirst());
        assertThat(crm().find(scope(), OPPORTUNITY, "name", "Renewal", 10)).hasSize(1);
        assertThat(crm().find(scope(), ACCOUNT, "name", "3M", 10)).hasSize(1);
    }

    @Test
    default void convertsIntoTheAccountOfTheLeadsDomain() {
        CrmRecord account = crm().create(
                        scope(), ACCOUNT, Map.of("name", "Minnesota", "domain", "mmm.example.com"), key())
                .after();
        CrmRecord lead = crm().create(scope(), LEAD, everyField(LEAD), key()).after();

        Conversion conversion = crm().convertLead(scope(), lead.id(), null, null, key());

        assertThat(conversion.accountId()).isEqualTo(account.id());
        assertThat(conversion.opportunityId()).isNull();
    }

    @Test
    default void convertsIntoTheContactThereIs() {
        CrmRecord account = account("Acme");
        CrmRecord contact = contact(account, "Dana@Example.com");
        String leadId = keepsLeadsApartFromContacts() ? lead("dana@example.com").id() : contact.id();

        Conversion conversion = crm().convertLead(scope(), leadId, null, null, key());

        assertThat(conversion.contactId()).isEqualTo(contact.id());
        assertThat(conversion.accountId()).isEqualTo(account.id());
    }

    @Test
    default void refusesToConvertAgainUnderAnotherKey() {
        CrmRecord lead = lead("dana@example.com");
        Conversion conversion = crm().convertLead(scope(), lead.id(), null, null, key());

        assertThatExceptionOfType(CrmFailure.class)
                .isThrownBy(() -> crm().convertLead(scope(), lead.id(), null, null, key()))
                .satisfies(failure -> {
                    assertThat(failure.kind()).isEqualTo(Kind.DUPLICATE);
                    assertThat(failure.existing()).contains(conversion.contactId(), conversion.accountId());
                });
    }

    @Test
    default void leavesNothingBehindWhenALeadCannotBeConverted() {
        CrmRecord lead = crm().create(scope(), LEAD, Map.of("email", "dana@example.com", "company", "Acme"), key())
                .after();

        assertRefused(Kind.INVALID, () -> crm().convertLead(scope(), lead.id(), null, "N".repeat(200), key()));
        assertRefused(Kind.INVALID, () -> crm().convertLead(scope(), lead.id(), unknownId(ACCOUNT), null, key()));
        assertRefused(Kind.NOT_FOUND, () -> crm().convertLead(scope(), unknownId(LEAD), null, null, key()));

        assertThat(crm().find(scope(), ACCOUNT, "name", "Acme", 10)).isEmpty();
        assertThat(crm().find(scope(), CONTACT, "email", "dana@example.com", 10))
                .hasSize(keepsLeadsApartFromContacts() ? 0 : 1);
        assertThat(crm().read(scope(), lead.ref())).contains(lead);
    }

    @Test
    default void acceptsANewLeadWithTheAddressOfAConvertedOneThatIsNoLeadAnyMore() {
        CrmRecord converted = lead("dana@example.com");
        crm().convertLead(scope(), converted.id(), null, null, key());

        if (!keepsLeadsApartFromContacts()) {
            assertRefused(Kind.DUPLICATE, () -> lead("dana@example.com"));
            return;
        }
        CrmRecord again = lead("dana@example.com");

        assertThat(crm().find(scope(), LEAD, "email", "dana@example.com", 10))
                .extracting(CrmRecord::id)
                .containsExactly(converted.id(), again.id());
        assertThat(crm().convertLead(scope(), again.id(), null, null, key()).contactId())
                .isEqualTo(crm().find(scope(), CONTACT, "email", "dana@example.com", 10)
                        .getFirst()
                        .id());
    }
}
