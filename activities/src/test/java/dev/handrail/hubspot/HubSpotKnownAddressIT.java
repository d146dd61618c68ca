package dev.handrail.hubspot;

import static dev.handrail.connector.ContractSamples.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.handrail.connector.Change;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.Scope;
import dev.handrail.simulator.fault.Fault;
import dev.handrail.simulator.fault.FaultKind;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Nobody looks for an address before making a lead: HubSpot says who has it, and that contact is changed instead. */
class HubSpotKnownAddressIT {

    private static final String ADDRESS = "dana@example.com";

    private final SimulatedPortal portal = new SimulatedPortal("acme");
    private final Scope scope = new Scope("acme", "agent:test", "call-1");

    @AfterEach
    void closeThePortal() {
        portal.close();
    }

    @Test
    void aContactThatIsThereIsNamedAndChangedInThreeCalls() {
        CrmRecord lead = lead(Map.of("title", "Buyer"));
        portal.calls();

        CrmFailure refused = refused();
        Change change = portal.crm.update(scope, lead.ref(), Map.of("title", "Boss"), null);

        assertThat(portal.crm.keepsAddressesUnique()).isTrue();
        assertThat(refused.kind()).isEqualTo(Kind.DUPLICATE);
        assertThat(refused.existing()).containsExactly(lead.id());
        assertThat(change.before()).containsExactly(Map.entry("title", "Buyer"));
        assertThat(portal.calls())
                .containsExactly(
                        "POST /crm/v3/objects/contacts",
                        "GET /crm/v3/objects/contacts/" + lead.id(),
                        "PATCH /crm/v3/objects/contacts/" + lead.id());
        assertThat(portal.crm.read(scope, lead.ref())).contains(change.after());
    }

    @Test
    void aContactThatIsAsItShouldBeIsNotWritten() {
        CrmRecord lead = lead(Map.of("title", "Buyer"));
        portal.calls();

        refused();
        Change change = portal.crm.update(scope, lead.ref(), Map.of("email", ADDRESS, "title", "Buyer"), null);

        assertThat(change.after()).isEqualTo(lead);
        assertThat(portal.calls()).hasSize(2);
    }

    @Test
    void keepsTheValuesThatAnotherCallWroteInBetween() {
        CrmRecord lead = lead(Map.of("title", "Buyer"));

        refused();
        portal.crm.update(
                new Scope("acme", "agent:test", "call-2"),
                new Ref(RecordType.CONTACT, lead.id()),
                Map.of("title", "Chief"),
                null);
        Change change = portal.crm.update(scope, lead.ref(), Map.of("title", "Boss"), null);

        assertThat(change.before()).containsExactly(Map.entry("title", "Chief"));
    }

    @Test
    void keepsTheStatusThatAConversionGaveItInBetween() {
        CrmRecord lead = lead(Map.of());

        refused();
        portal.crm.convertLead(new Scope("acme", "agent:test", "call-2"), lead.id(), null, null, key());
        Change change = portal.crm.update(scope, lead.ref(), Map.of("status", "Working"), null);

        assertThat(change.before()).containsExactly(Map.entry("status", "Qualified"));
    }

    @Test
    void readsAgainWhenAVersionIsAskedFor() {
        CrmRecord lead = lead(Map.of("title", "Buyer"));

        refused();
        portal.edit(lead.ref(), "title", "Chief");

        CrmFailure changed = catchThrowableOfType(
                CrmFailure.class, () -> portal.crm.update(scope, lead.ref(), Map.of("title", "Boss"), lead.version()));
        assertThat(changed.kind()).isEqualTo(Kind.CHANGED_MEANWHILE);
    }

    @Test
    void aConvertedContactIsChangedLikeAnyOtherAndStaysWhereItIsInItsLife() {
        CrmRecord lead = lead(Map.of("title", "Buyer"));
        portal.crm.convertLead(scope, lead.id(), null, "Renewal", key());

        CrmFailure refused = refused();
        Change change =
                portal.crm.update(scope, lead.ref(), Map.of("email", ADDRESS, "title", "Boss", "aiFitScore", 91), null);

        assertThat(refused.kind()).isEqualTo(Kind.DUPLICATE);
        assertThat(refused.existing()).containsExactly(lead.id());
        assertThat(change.created()).isFalse();
        assertThat(change.after().fields())
                .containsEntry("title", "Boss")
                .containsEntry("aiFitScore", 91)
                .containsEntry("status", "Qualified")
                .containsEntry("convertedContactId", lead.id());
        assertThat(portal.property(lead.ref(), "lifecyclestage")).isEqualTo("opportunity");
    }

    @Test
    void aCustomerOfHubSpotsOwnStaysACustomer() {
        CrmRecord lead = lead(Map.of());
        portal.editProperty(lead.ref(), "lifecyclestage", "customer");

        CrmFailure refused = refused();
        portal.crm.update(scope, lead.ref(), Map.of("status", "Working"), null);

        assertThat(refused.existing()).containsExactly(lead.id());
        assertThat(portal.property(lead.ref(), "lifecyclestage")).isEqualTo("customer");
    }

    @Test
    void takesALeadForItsOwnThatAnEarlierAttemptMade() {
        portal.simulator
                .faults()
                .add(Fault.of(FaultKind.CUT_AFTER)
                        .on("POST", "/objects/contacts$")
                        .times(1));
        String key = key();

        CrmFailure unknown = catchThrowableOfType(CrmFailure.class, () -> create(key));
        portal.calls();
        Change again = create(key);

        assertThat(unknown.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
        assertThat(again.created()).isFalse();
        assertThat(portal.calls()).hasSize(2);
        assertThat(portal.crm.findByKey(scope, RecordType.LEAD, key)).contains(again.after());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Contact already exists.",
                "Contact already exists. Existing ID: 999999999999",
                "A conflict happened",
                ""
            })
    void looksForTheAddressWhenHubSpotDoesNotSayWhoHasIt(String message) {
        CrmRecord lead = lead(Map.of());
        answerCreations(message);

        CrmFailure refused = refused();

        assertThat(refused.kind()).isEqualTo(Kind.DUPLICATE);
        assertThat(refused.existing()).containsExactly(lead.id());
    }

    @Test
    void waitsWhenNobodyHasTheAddressAfterAll() {
        answerCreations("Another request is changing the same record at this time.");

        assertThat(refused().kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    private void answerCreations(String message) {
        portal.simulator
                .faults()
                .add(Fault.of(FaultKind.ERROR_BEFORE)
                        .on("POST", "/objects/contacts$")
                        .answering(
                                409,
                                JsonMapper.shared()
                                        .valueToTree(Map.of(
                                                "status", "error", "message", message, "category", "CONFLICT"))));
    }

    private CrmFailure refused() {
        return catchThrowableOfType(CrmFailure.class, () -> create(key()));
    }

    private Change create(String key) {
        return portal.crm.create(scope, RecordType.LEAD, Map.of("email", ADDRESS), key);
    }

    private CrmRecord lead(Map<String, Object> more) {
        Map<String, Object> fields = new HashMap<>(more);
        fields.put("email", ADDRESS);
        return portal.crm.create(scope, RecordType.LEAD, fields, key()).after();
    }
}
