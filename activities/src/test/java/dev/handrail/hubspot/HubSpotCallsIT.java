package dev.handrail.hubspot;

import static dev.handrail.connector.ContractSamples.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each thing that a connector is asked for costs in calls of HubSpot. */
class HubSpotCallsIT {

    private final SimulatedPortal portal = new SimulatedPortal("acme");
    private final Scope scope = new Scope("acme", "agent:test", "call-1");
    private CrmRecord lead;
    private CrmRecord account;
    private CrmRecord contact;
    private CrmRecord deal;

    @BeforeEach
    void fillThePortal() {
        portal.searchAtOnce();
        lead = made(RecordType.LEAD, Map.of("email", "dana@example.com", "title", "Buyer"));
        account = made(RecordType.ACCOUNT, Map.of("name", "Acme", "domain", "acme.example.com"));
        contact = made(RecordType.CONTACT, Map.of("email", "omar@example.com", "accountId", account.id()));
        deal = made(RecordType.OPPORTUNITY, Map.of("name", "Renewal"));
        portal.calls();
    }

    @AfterEach
    void closeThePortal() {
        portal.close();
    }

    @Test
    void aCreationIsOneCallWithAllItsAssociations() {
        assertThat(callsTo(() -> made(RecordType.LEAD, Map.of("email", "kim@example.com"))))
                .isOne();
        assertThat(callsTo(() -> made(RecordType.ACCOUNT, Map.of("name", "3M", "domain", "mmm.example.com"))))
                .isOne();
        assertThat(callsTo(
                        () -> made(RecordType.CONTACT, Map.of("email", "ada@example.com", "accountId", account.id()))))
                .isOne();
        assertThat(callsTo(() -> made(
                        RecordType.OPPORTUNITY,
                        Map.of(
                                "name", "New",
                                "accountId", account.id(),
                                "leadId", lead.id(),
                                "contactId", contact.id()))))
                .isOne();
        assertThat(callsTo(() -> made(RecordType.TASK, Map.of("subject", "Call", "leadId", lead.id()))))
                .isOne();
        assertThat(callsTo(() -> made(RecordType.NOTE, Map.of("text", "Met", "leadId", lead.id()))))
                .isOne();
    }

    /** HubSpot's ids do not say of which type a record is. */
    @Test
    void aTaskAboutARecordOfAnyTypeCostsUpToThreeReadsMore() {
        assertThat(callsTo(() -> taskAbout(account.ref()))).isEqualTo(2);
        assertThat(callsTo(() -> taskAbout(deal.ref()))).isEqualTo(3);
        assertThat(callsTo(() -> taskAbout(contact.ref()))).isEqualTo(4);
    }

    @Test
    void aChangeIsAReadAndAWrite() {
        assertThat(callsTo(() -> portal.crm.update(scope, lead.ref(), Map.of("title", "Boss", "aiFitScore", 91), null)))
                .isEqualTo(2);
    }

    @Test
    void aChangeThatChangesNothingIsARead() {
        assertThat(callsTo(() -> portal.crm.update(scope, lead.ref(), Map.of("title", "Buyer"), null)))
                .isOne();
    }

    @Test
    void aRemovalIsAReadAndAWrite() {
        assertThat(callsTo(() -> portal.crm.remove(scope, deal.ref(), deal.version())))
                .isEqualTo(2);
    }

    @Test
    void lookingForARecordIsOneCallAndTheCompanyOfAPersonASecond() {
        assertThat(callsTo(() -> portal.crm.read(scope, contact.ref()))).isOne();
        assertThat(callsTo(() -> portal.crm.find(scope, RecordType.LEAD, "email", "dana@example.com", 1)))
                .isOne();
        assertThat(callsTo(() -> portal.crm.find(scope, RecordType.CONTACT, "email", "omar@example.com", 1)))
                .isEqualTo(2);
        assertThat(callsTo(() -> portal.crm.find(scope, RecordType.ACCOUNT, "domain", "acme.example.com", 1)))
                .isOne();
        assertThat(callsTo(() -> portal.crm.searchAccounts(scope, "Acme", 20))).isOne();
    }

    private void taskAbout(Ref record) {
        made(RecordType.TASK, Map.of("subject", "Call", "relatedToId", record.id()));
    }

    private CrmRecord made(RecordType type, Map<String, Object> fields) {
        return portal.crm.create(scope, type, fields, key()).after();
    }

    private int callsTo(Runnable work) {
        work.run();
        List<String> calls = portal.calls();
        return calls.size();
    }
}
