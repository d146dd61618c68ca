package dev.handrail.salesforce;

import static dev.handrail.connector.ContractSamples.key;
import static dev.handrail.connector.RecordType.CONTACT;
import static dev.handrail.connector.RecordType.LEAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.handrail.connector.Change;
import dev.handrail.connector.Connector.Conversion;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.QuotaListener;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import dev.handrail.connector.WriteAhead;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Duplicate rules of the org: a person may insist, where the rule lets anybody. */
class SalesforceDuplicatesIT {

    private static final Scope SCOPE = new Scope("one", "agent:test", "call-1");
    private static final String ADDRESS = "dana@example.com";

    private final SimulatedOrg org = new SimulatedOrg();
    private final SalesforceConnector crm =
            new SalesforceConnector(_ -> org.fixed(), SalesforceSettings.defaults(), QuotaListener.NONE);

    @AfterEach
    void stop() {
        org.simulator.close();
    }

    private void rule(boolean allowSave) {
        org.admin("PUT", "/duplicate-rule", Map.of("active", true, "allowSave", allowSave, "message", ADDRESS));
    }

    private String madeByAPerson() {
        return org.seed("Lead", Map.of("LastName", "Reyes", "Company", "3M", "Email", ADDRESS))
                .path("Id")
                .asString();
    }

    private Change create(Scope scope, RecordType type, String title) {
        return crm.create(scope, type, Map.of("email", ADDRESS, "title", title), key());
    }

    private static CrmFailure refused(ThrowingCallable call) {
        return catchThrowableOfType(CrmFailure.class, call);
    }

    private static void assertAsksAPerson(CrmFailure failure, String... existing) {
        assertThat(failure.kind()).isEqualTo(Kind.RESEMBLES_OTHERS);
        assertThat(failure.existing()).containsExactlyInAnyOrder(existing);
        assertThat(failure).hasMessageContaining("duplicate rule").hasMessageNotContaining("dana");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Buyer", "@{sent.alone}"})
    void createsARecordLikeOthersWhenAPersonInsists(String title) {
        String existing = madeByAPerson();
        rule(true);

        assertAsksAPerson(refused(() -> create(SCOPE, LEAD, title)), existing);
        assertThat(org.records("Lead")).hasSize(1);

        Change insisted = create(SCOPE.insisting(), LEAD, title);
        assertThat(insisted.created()).isTrue();
        assertThat(insisted.after().field("title")).isEqualTo(title);
        assertThat(org.records("Lead")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Buyer", "@{sent.alone}"})
    void makesARecordLikeOthersWhenAPersonInsists(String title) {
        String existing = madeByAPerson();
        CrmRecord lead = crm.create(SCOPE, LEAD, Map.of("email", "omar@example.com"), key())
                .after();
        rule(true);
        Map<String, Object> change = Map.of("email", ADDRESS, "title", title);

        assertAsksAPerson(refused(() -> crm.update(SCOPE, lead.ref(), change, null)), existing);
        assertAsksAPerson(refused(() -> crm.update(SCOPE, lead.ref(), change, lead.version())), existing);
        assertThat(crm.read(SCOPE, lead.ref())).contains(lead);

        assertThat(crm.update(SCOPE.insisting(), lead.ref(), change, lead.version())
                        .after()
                        .fields())
                .containsEntry("email", ADDRESS)
                .containsEntry("title", title);
    }

    @Test
    void makesARecordLikeOthersInOneRequestWhenAPersonInsists() {
        String existing = madeByAPerson();
        Ref lead = crm.create(SCOPE, LEAD, Map.of("email", "omar@example.com"), key())
                .after()
                .ref();
        rule(true);
        int before = org.requests().size();

        assertThat(crm.update(SCOPE.insisting(), lead, Map.of("email", ADDRESS), null)
                        .after()
                        .field("email"))
                .isEqualTo(ADDRESS);
        assertThat(lead.id()).isNotEqualTo(existing);
        assertThat(org.requests()).hasSize(before + 1);
    }

    @Test
    void refusesWhatTheRuleAllowsNobody() {
        String existing = madeByAPerson();
        Ref lead = crm.create(SCOPE, LEAD, Map.of("email", "omar@example.com"), key())
                .after()
                .ref();
        rule(false);

        for (Scope scope : new Scope[] {SCOPE, SCOPE.insisting()}) {
            for (CrmFailure failure : new CrmFailure[] {
                refused(() -> create(scope, LEAD, "Buyer")),
                refused(() -> create(scope, LEAD, "@{sent.alone}")),
                refused(() -> crm.update(scope, lead, Map.of("email", ADDRESS), null))
            }) {
                assertThat(failure.kind()).isEqualTo(Kind.INVALID);
                assertThat(failure)
                        .hasMessageContaining(existing)
                        .hasMessageContaining("administrator")
                        .hasMessageNotContaining("dana");
            }
        }
        assertThat(org.records("Lead")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void callsATakenAddressTakenWhateverTheRuleSays(boolean insists) {
        String first = create(SCOPE, LEAD, "Buyer").after().id();
        rule(true);
        Scope scope = insists ? SCOPE.insisting() : SCOPE;

        CrmFailure failure = refused(() -> create(scope, LEAD, "Seller"));

        assertThat(failure.kind()).isEqualTo(Kind.DUPLICATE);
        assertThat(failure.existing()).containsExactly(first);
    }

    @Test
    void answersTheRecordOfTheKeyThoughADuplicateRuleWouldRefuseIt() {
        rule(false);
        String key = key();
        Map<String, Object> lead = Map.of("email", ADDRESS);
        String first = crm.create(SCOPE, LEAD, lead, key).after().id();

        assertThat(crm.create(SCOPE, LEAD, lead, key).after().id()).isEqualTo(first);
    }

    @Test
    void convertsALeadIntoAContactThatIsLikeItAndNobodyElse() {
        Ref lead = crm.create(SCOPE, LEAD, Map.of("email", ADDRESS, "company", "3M"), key())
                .after()
                .ref();
        rule(true);

        Conversion converted = crm.convertLead(SCOPE, lead.id(), null, null, key());

        assertThat(crm.read(SCOPE, new Ref(CONTACT, converted.contactId())))
                .get()
                .extracting(contact -> contact.field("email"))
                .isEqualTo(ADDRESS);
    }

    @Test
    void asksAPersonBeforeALeadBecomesAContactLikeSomebodyElse() {
        String other = madeByAPerson();
        Ref lead = crm.create(SCOPE, LEAD, Map.of("email", ADDRESS, "company", "3M"), key())
                .after()
                .ref();
        rule(true);

        assertAsksAPerson(refused(() -> crm.convertLead(SCOPE, lead.id(), null, "3M Q4", key())), other);
        assertThat(org.records("Contact")).isEmpty();
        assertThat(org.records("Account")
                        .valueStream()
                        .filter(account -> !account.path("IsDeleted").asBoolean()))
                .isEmpty();

        assertThat(crm.convertLead(SCOPE.insisting(), lead.id(), null, "3M Q4", key())
                        .opportunityId())
                .isNotNull();
    }

    @Test
    void keepsWhatItWasBeforeWhenAPersonInsists() {
        madeByAPerson();
        CrmRecord lead = crm.create(SCOPE, LEAD, Map.of("email", "omar@example.com"), key())
                .after();
        rule(true);
        WriteAhead ahead = new WriteAhead() {
            @Override
            public void creating(RecordType type) {}

            @Override
            public Map<String, Object> changing(Ref record, Map<String, Object> before) {
                return before;
            }
        };
        Scope noted = new Scope("one", "agent:test", "call-1", ahead).insisting();

        assertThat(crm.update(noted, lead.ref(), Map.of("email", ADDRESS), lead.version())
                        .before())
                .containsEntry("email", "omar@example.com");
    }
}
