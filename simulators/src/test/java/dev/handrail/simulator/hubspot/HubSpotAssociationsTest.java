package dev.handrail.simulator.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.simulator.ledger.Action;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class HubSpotAssociationsTest {

    private final Account account = new Account();
    private String ada;
    private String acme;
    private String other;

    @BeforeEach
    void createRecords() {
        ada = account.create("contacts", "{'email': 'ada@acme.com'}");
        acme = account.create("companies", "{'name': 'ACME'}");
        other = account.create("companies", "{'name': 'Other'}");
        account.ledger.clear();
    }

    @Test
    void makesTheFirstCompanyThePrimaryOne() {
        associate(ada, acme);
        associate(ada, other);
        assertThat(typeIds(ada, acme)).containsExactly("1", "279");
        assertThat(typeIds(ada, other)).containsExactly("279");
    }

    @Test
    void hasOnePrimaryCompanyOnly() {
        associate(ada, acme);
        account.call(
                201,
                "PUT",
                "/crm/v4/objects/contacts/%s/associations/companies/%s".formatted(ada, other),
                "[{'associationCategory': 'HUBSPOT_DEFINED', 'associationTypeId': 1}]");
        assertThat(typeIds(ada, acme)).containsExactly("279");
        assertThat(typeIds(ada, other)).containsExactly("1", "279");
        JsonNode fromTheCompany = account.get("/crm/v4/objects/companies/%s/associations/contacts".formatted(other));
        assertThat(Account.texts(fromTheCompany.at("/results/0/associationTypes"), "/typeId"))
                .containsExactly("2", "280");
    }

    @ParameterizedTest(name = "{0} to {1} is {2}")
    @CsvSource({
        "contacts, companies, contact_to_company_unlabeled",
        "companies, contacts, company_to_contact_unlabeled",
        "deals, contacts, deal_to_contact",
        "notes, deals, note_to_deal",
        "companies, companies, parent_to_child_company"
    })
    void knowsAssociationsByTheirOldNames(String from, String to, String name) {
        assertThat(Account.texts(
                        account.get("/crm/v3/associations/%s/%s/types".formatted(from, to))
                                .path("results"),
                        "/name"))
                .contains(name);
    }

    @Test
    void showsNoAssociationWithAnArchivedRecord() {
        associate(ada, acme);
        account.call(204, "DELETE", "/crm/v3/objects/companies/" + acme, "");
        assertThat(account.get("/crm/v4/objects/contacts/%s/associations/companies".formatted(ada))
                        .path("results"))
                .isEmpty();
        assertThat(account.get("/crm/v3/objects/contacts/%s?associations=companies".formatted(ada))
                        .has("associations"))
                .isFalse();
    }

    @Test
    void takesALabelBackAndLeavesTheAssociation() {
        associate(ada, acme);
        account.call(
                204, "POST", "/crm/v4/associations/contacts/companies/batch/labels/archive", """
                {'inputs': [{'from': {'id': '%s'}, 'to': {'id': '%s'},
                             'types': [{'associationCategory': 'HUBSPOT_DEFINED', 'associationTypeId': 1}]}]}""".formatted(ada, acme));
        assertThat(typeIds(ada, acme)).containsExactly("279");
    }

    @Test
    void associatesByDefaultInABatchAndReportsWhatIsNotThere() {
        JsonNode answer = account.call(
                207, "POST", "/crm/v4/associations/contacts/companies/batch/associate/default", """
                {'inputs': [{'from': {'id': '%s'}, 'to': {'id': '%s'}}, {'from': {'id': '%s'}, 'to': {'id': '7'}}]}""".formatted(
                                ada, acme, ada));
        assertThat(answer.path("results")).hasSize(2);
        assertThat(answer.path("numErrors").asInt()).isEqualTo(1);
    }

    @Test
    void changesAndDeletesLabelsOfTheAccountOnly() {
        String labels = "/crm/v4/associations/contacts/companies/labels";
        String id = account.call(200, "POST", labels, "{'name': 'adviser', 'label': 'Adviser'}")
                .at("/results/0/typeId")
                .asString();
        account.call(204, "PUT", labels, "{'associationTypeId': %s, 'label': 'Consultant'}".formatted(id));
        assertThat(Account.texts(account.get(labels).path("results"), "/label")).contains("Consultant");
        account.call(204, "DELETE", labels + "/" + id, "");
        assertThat(Account.texts(account.get(labels).path("results"), "/label")).doesNotContain("Consultant");
        account.call(400, "DELETE", labels + "/279", "");
    }

    @Test
    void notesWhatBelongsTogetherOnce() {
        associate(ada, acme);
        associate(ada, acme);
        account.call(204, "DELETE", "/crm/v4/objects/contacts/%s/associations/companies/%s".formatted(ada, acme), "");
        assertThat(account.ledger.effects())
                .extracting(effect -> effect.action() + " " + effect.type() + " " + effect.id())
                .containsExactly(
                        Action.ASSOCIATED + " contacts_to_companies " + ada + ":" + acme,
                        Action.DISSOCIATED + " contacts_to_companies " + ada + ":" + acme);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'associationCategory': 'HUBSPOT_DEFINED', 'associationTypeId': 3}]",
                "[{'associationCategory': 'USER_DEFINED', 'associationTypeId': 279}]",
                "[{'associationTypeId': 279}]",
                "[]",
                "{}"
            })
    void refusesAssociationTypesThatDoNotFit(String types) {
        account.call(400, "PUT", "/crm/v4/objects/contacts/%s/associations/companies/%s".formatted(ada, acme), types);
        assertThat(account.ledger.effects()).isEmpty();
    }

    private void associate(String contact, String company) {
        account.call(
                200,
                "PUT",
                "/crm/v4/objects/contacts/%s/associations/default/companies/%s".formatted(contact, company),
                "");
    }

    private List<String> typeIds(String contact, String company) {
        JsonNode all = account.get("/crm/v4/objects/contacts/%s/associations/companies".formatted(contact));
        return all.path("results")
                .valueStream()
                .filter(each -> each.path("toObjectId").asString().equals(company))
                .flatMap(each -> Account.texts(each.path("associationTypes"), "/typeId").stream())
                .toList();
    }
}
