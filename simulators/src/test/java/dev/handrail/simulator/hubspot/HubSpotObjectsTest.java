package dev.handrail.simulator.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.simulator.ledger.Action;
import dev.handrail.simulator.ledger.Entry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class HubSpotObjectsTest {

    private static final String CONTACTS = "/crm/v3/objects/contacts";

    private final Account account = new Account();

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "contacts, 0-1",
        "companies, 0-2",
        "deals, 0-3",
        "tickets, 0-5",
        "tasks, 0-27",
        "notes, 0-46",
        "meetings, 0-47",
        "calls, 0-48",
        "emails, 0-49"
    })
    void takesTheNameOfATypeAsWellAsItsNumber(String name, String id) {
        assertThat(account.get("/crm/v3/objects/" + name)).isEqualTo(account.get("/crm/objects/2026-03/" + id));
        assertThat(account.get("/crm/v3/schemas/" + name).path("objectTypeId").asString())
                .isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/crm/objects/2026-03/contacts",
                "/crm/associations/2026-03/contacts/companies/labels",
                "/crm/properties/2026-03/contacts",
                "/crm/pipelines/2026-03/deals",
                "/crm/owners/2026-03",
                "/crm-object-schemas/2026-03/schemas",
                "/crm-object-schemas/v3/schemas",
                "/account-info/2026-03/details"
            })
    void servesTheDatedPaths(String path) {
        account.get(path);
    }

    @Test
    void movesTheTimeOfTheLastChangeOnlyWhenSomethingChanged() {
        String id = account.create("contacts", "{'firstname': 'Ada'}");
        account.clock.advance(Duration.ofMinutes(1));
        account.call(200, "PATCH", CONTACTS + "/" + id, "{'properties': {'firstname': 'Ada'}}");
        assertThat(account.get(CONTACTS + "/" + id).path("updatedAt").asString())
                .isEqualTo(Account.START.toString());
        account.call(200, "PATCH", CONTACTS + "/" + id, "{'properties': {'firstname': 'Augusta'}}");
        JsonNode changed = account.get(CONTACTS + "/" + id);
        assertThat(changed.path("updatedAt").asString())
                .isEqualTo(Account.START.plusSeconds(60).toString())
                .isEqualTo(changed.at("/properties/lastmodifieddate").asString());
        assertThat(changed.path("createdAt").asString()).isEqualTo(Account.START.toString());
    }

    @Test
    void answersAnUpdateWithWhatChangedAndAReadWithTheUsualProperties() {
        String id = account.create("contacts", "{'firstname': 'Ada', 'city': 'London'}");
        JsonNode updated = account.call(200, "PATCH", CONTACTS + "/" + id, "{'properties': {'city': 'Paris'}}");
        assertThat(updated.path("properties").propertyNames())
                .containsExactlyInAnyOrder("city", "hs_object_id", "createdate", "lastmodifieddate");
        assertThat(account.get(CONTACTS + "/" + id).path("properties").propertyNames())
                .containsExactlyInAnyOrder(
                        "createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname");
    }

    @ParameterizedTest
    @CsvSource({
        "contacts, {}",
        "companies, {'city': 'London'}",
        "tickets, {'subject': 'Help'}",
        "tasks, {'hs_task_subject': 'Call'}",
        "notes, {'hs_note_body': 'Hello'}",
        "calls, {'hs_call_title': 'Hello'}"
    })
    void createsNothingWithoutTheRequiredProperties(String type, String properties) {
        JsonNode error =
                account.call(400, "POST", "/crm/v3/objects/" + type, "{'properties': %s}".formatted(properties));
        assertThat(error.path("message").asString()).contains("Some required properties were not set");
        assertThat(error.at("/context/properties")).isNotEmpty();
    }

    @Test
    void archivesWhatIsThereAndTakesItAsDoneWhenItIsNot() {
        String id = account.create("contacts", "{'firstname': 'Ada'}");
        account.call(204, "DELETE", CONTACTS + "/" + id, "");
        account.call(204, "DELETE", CONTACTS + "/" + id, "");
        account.call(204, "DELETE", CONTACTS + "/1", "");
        account.call(404, "PATCH", CONTACTS + "/" + id, "{'properties': {'city': 'Paris'}}");
        assertThat(account.get(CONTACTS + "/" + id + "?archived=true")
                        .path("archivedAt")
                        .asString())
                .isNotEmpty();
        assertThat(account.get(CONTACTS + "?archived=true").path("results")).hasSize(1);
        assertThat(account.get(CONTACTS).path("results")).isEmpty();
    }

    @Test
    void freesTheEmailOfAnArchivedContact() {
        String id = account.create("contacts", "{'email': 'ada@acme.com'}");
        account.call(409, "POST", CONTACTS, "{'properties': {'email': 'ada@acme.com'}}");
        account.call(204, "DELETE", CONTACTS + "/" + id, "");
        account.create("contacts", "{'email': 'ada@acme.com'}");
    }

    @ParameterizedTest(name = "{0} then {1} gives {2}")
    @CsvSource({
        "lead, customer, customer",
        "customer, lead, customer",
        "lead, other, other",
        "other, subscriber, other",
        "lead, '', ''"
    })
    void movesTheLifecycleStageForwardOnly(String before, String wanted, String after) {
        String id = account.create("contacts", "{'firstname': 'Ada', 'lifecyclestage': '%s'}".formatted(before));
        account.call(200, "PATCH", CONTACTS + "/" + id, "{'properties': {'lifecyclestage': '%s'}}".formatted(wanted));
        assertThat(account.get(CONTACTS + "/" + id + "?properties=lifecyclestage")
                        .at("/properties/lifecyclestage")
                        .asString(""))
                .isEqualTo(after);
    }

    @Test
    void keepsADealInAStageOfItsPipeline() {
        String id = account.create("deals", "{'dealname': 'D', 'dealstage': 'qualifiedtobuy'}");
        JsonNode error =
                account.call(400, "PATCH", "/crm/v3/objects/deals/" + id, "{'properties': {'dealstage': 'won'}}");
        assertThat(error.at("/errors/0/code").asString()).isEqualTo("INVALID_OPTION");
        account.call(400, "PATCH", "/crm/v3/objects/deals/" + id, "{'properties': {'pipeline': 'other'}}");
        JsonNode won =
                account.call(200, "PATCH", "/crm/v3/objects/deals/" + id, "{'properties': {'dealstage': 'closedwon'}}");
        assertThat(won.at("/properties/hs_is_closed_won").asString()).isEqualTo("true");
        assertThat(won.at("/properties/closedate").asString()).isEqualTo(Account.START.toString());
    }

    @Test
    void leadsFromMergedRecordsToTheNewOne() {
        String ada = account.create("contacts", "{'email': 'ada@acme.com', 'firstname': 'Ada'}");
        String other = account.create("contacts", "{'email': 'a.l@acme.com', 'phone': '1'}");
        String company = account.create("companies", "{'name': 'ACME'}");
        account.call(
                200,
                "PUT",
                "/crm/v4/objects/contacts/%s/associations/default/companies/%s".formatted(other, company),
                "");
        String merged = account.call(
                        200,
                        "POST",
                        CONTACTS + "/merge",
                        "{'primaryObjectId': '%s', 'objectIdToMerge': '%s'}".formatted(ada, other))
                .path("id")
                .asString();
        assertThat(merged).isNotIn(ada, other);
        JsonNode read = account.get(CONTACTS + "/" + other + "?properties=firstname,phone&associations=companies");
        assertThat(read.path("id").asString()).isEqualTo(merged);
        assertThat(read.at("/properties/firstname").asString()).isEqualTo("Ada");
        assertThat(read.at("/properties/phone").asString()).isEqualTo("1");
        assertThat(read.at("/associations/companies/results/0/id").asString()).isEqualTo(company);
        account.call(409, "POST", CONTACTS, "{'properties': {'email': 'a.l@acme.com'}}");
    }

    @Test
    void notesEachEffectWithTheValueOfTheUniqueProperty() {
        account.defineUniqueProperty("contacts", "handrail_key");
        String id = account.create("contacts", "{'firstname': 'Ada', 'handrail_key': 'k1'}");
        account.call(200, "PATCH", CONTACTS + "/" + id, "{'properties': {'firstname': 'Augusta'}}");
        account.call(204, "DELETE", CONTACTS + "/" + id, "");
        assertThat(account.ledger.effects())
                .extracting(Entry.Effect::action)
                .containsExactly(Action.CREATED, Action.UPDATED, Action.DELETED);
        assertThat(account.ledger.effects()).allSatisfy(effect -> {
            assertThat(effect.type()).isEqualTo("contacts");
            assertThat(effect.id()).isEqualTo(id);
            assertThat(effect.externalId()).isEqualTo("k1");
        });
    }

    @Test
    void leavesNothingBehindWhenAnAssociationOfANewRecordIsRefused() {
        account.call(404, "POST", CONTACTS, """
                {'properties': {'email': 'ada@acme.com'}, 'associations': [
                  {'to': {'id': '1'}, 'types': [{'associationCategory': 'HUBSPOT_DEFINED', 'associationTypeId': 279}]}]}""");
        assertThat(account.ledger.effects()).isEmpty();
        assertThat(account.hubspot.records().counts()).containsEntry("contacts", 0);
        account.create("contacts", "{'email': 'ada@acme.com'}");
    }

    @Test
    void startsAnewAfterAReset() {
        account.create("contacts", "{'firstname': 'Ada'}");
        account.defineUniqueProperty("contacts", "handrail_key");
        account.hubspot.reset();
        assertThat(account.get(CONTACTS).path("results")).isEmpty();
        account.call(404, "GET", "/crm/v3/properties/contacts/handrail_key", "");
    }

    @Test
    void letsTheAdminPathSeedAndEditWhatSearchesFindAtOnce() {
        var seeded = account.hubspot.records().seed("contacts", Account.json("{'email': 'ada@acme.com'}"));
        account.hubspot.records().edit("contacts", seeded.path("id").asString(), Account.json("{'firstname': 'Ada'}"));
        assertThat(account.search("contacts", "{'query': 'ada'}").path("total").asInt())
                .isEqualTo(1);
        assertThat(account.hubspot
                        .records()
                        .all("contacts")
                        .getFirst()
                        .path("firstname")
                        .asString())
                .isEqualTo("Ada");
        var owner = account.hubspot.records().seed("owners", Account.json("{'email': 'new@example.com'}"));
        account.create(
                "contacts",
                "{'firstname': 'Bob', 'hubspot_owner_id': '%s'}"
                        .formatted(owner.path("id").asString()));
    }
}
