package dev.handrail.simulator.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class HubSpotSearchTest {

    private final Account account = new Account();

    @ParameterizedTest(name = "{0} finds {1}")
    @CsvSource(delimiter = '|', textBlock = """
            {'propertyName': 'firstname', 'operator': 'EQ', 'value': 'ada'}                            | Ada
            {'propertyName': 'firstname', 'operator': 'NEQ', 'value': 'Ada'}                           | Bob,Cid
            {'propertyName': 'annualrevenue', 'operator': 'EQ', 'value': '100.0'}                      | Ada
            {'propertyName': 'annualrevenue', 'operator': 'LT', 'value': '200'}                        | Ada
            {'propertyName': 'annualrevenue', 'operator': 'LTE', 'value': '200'}                       | Ada,Bob
            {'propertyName': 'annualrevenue', 'operator': 'GT', 'value': '100'}                        | Bob
            {'propertyName': 'annualrevenue', 'operator': 'GTE', 'value': '100'}                       | Ada,Bob
            {'propertyName': 'annualrevenue', 'operator': 'BETWEEN', 'value': '150', 'highValue': '250'} | Bob
            {'propertyName': 'lastname', 'operator': 'IN', 'values': ['lovelace', 'Builder']}          | Ada
            {'propertyName': 'lastname', 'operator': 'NOT_IN', 'values': ['lovelace']}                 | Bob,Cid
            {'propertyName': 'hs_lead_status', 'operator': 'IN', 'values': ['NEW', 'OPEN']}            | Ada,Bob
            {'propertyName': 'annualrevenue', 'operator': 'HAS_PROPERTY'}                              | Ada,Bob
            {'propertyName': 'annualrevenue', 'operator': 'NOT_HAS_PROPERTY'}                          | Cid
            {'propertyName': 'email', 'operator': 'CONTAINS_TOKEN', 'value': 'acme'}                   | Ada,Bob
            {'propertyName': 'email', 'operator': 'CONTAINS_TOKEN', 'value': '*@acme.*'}               | Ada,Bob
            {'propertyName': 'email', 'operator': 'CONTAINS_TOKEN', 'value': 'acm'}                    |
            {'propertyName': 'email', 'operator': 'NOT_CONTAINS_TOKEN', 'value': 'acme.com'}           | Cid
            {'propertyName': 'createdate', 'operator': 'GTE', 'value': '2026-11-20'}                   | Ada,Bob,Cid
            {'propertyName': 'createdate', 'operator': 'LT', 'value': '1795176000000'}                 |
            """)
    void findsByEveryOperator(String filter, String names) {
        threePeople();
        assertThat(firstNames("{'filterGroups': [{'filters': [%s]}]}".formatted(filter)))
                .isEqualTo(names == null ? List.of() : Arrays.asList(names.split(",")));
    }

    @Test
    void needsEveryFilterOfOneGroup() {
        threePeople();
        assertThat(firstNames("""
                {'filterGroups': [
                  {'filters': [{'propertyName': 'email', 'operator': 'CONTAINS_TOKEN', 'value': 'acme.com'},
                               {'propertyName': 'lastname', 'operator': 'EQ', 'value': 'builder'}]},
                  {'filters': [{'propertyName': 'firstname', 'operator': 'EQ', 'value': 'cid'}]}]}""")).containsExactly("Bob", "Cid");
    }

    @Test
    void findsANewRecordOnlyWhenItIsIndexed() {
        account.create("contacts", "{'email': 'ada@acme.com', 'firstname': 'Ada'}");
        assertThat(firstNames("{}")).isEmpty();
        account.letSearchCatchUp();
        assertThat(firstNames("{}")).containsExactly("Ada");
    }

    @Test
    void showsTheOldValuesUntilTheNewOnesAreIndexed() {
        String id = account.create("contacts", "{'firstname': 'Ada'}");
        account.letSearchCatchUp();
        account.call(200, "PATCH", "/crm/v3/objects/contacts/" + id, "{'properties': {'firstname': 'Augusta'}}");
        assertThat(firstNames("{}")).containsExactly("Ada");
        account.letSearchCatchUp();
        assertThat(firstNames("{}")).containsExactly("Augusta");
    }

    @Test
    void findsAnArchivedRecordUntilThatIsIndexed() {
        String id = account.create("contacts", "{'firstname': 'Ada'}");
        account.letSearchCatchUp();
        account.call(204, "DELETE", "/crm/v3/objects/contacts/" + id, "");
        assertThat(firstNames("{}")).containsExactly("Ada");
        account.letSearchCatchUp();
        assertThat(firstNames("{}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada", "ada lovel", "ACME lovelace", "020 7946"})
    void findsByTheBeginningsOfWordsInTheTypesOwnProperties(String query) {
        threePeople();
        assertThat(firstNames("{'query': '%s'}".formatted(query))).containsExactly("Ada");
    }

    @Test
    void doesNotLookAtOtherPropertiesForAQuery() {
        account.create("contacts", "{'firstname': 'Ada', 'jobtitle': 'Countess'}");
        account.letSearchCatchUp();
        assertThat(firstNames("{'query': 'countess'}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            '-firstname'                                                    | Cid,Bob,Ada
            'firstname'                                                     | Ada,Bob,Cid
            {'propertyName': 'annualrevenue', 'direction': 'DESCENDING'}    | Bob,Ada,Cid
            {'propertyName': 'annualrevenue', 'direction': 'ASCENDING'}     | Cid,Ada,Bob
            """, quoteCharacter = '`')
    void sortsByOneProperty(String sort, String names) {
        threePeople();
        assertThat(firstNames("{'sorts': [%s]}".formatted(sort))).isEqualTo(Arrays.asList(names.split(",")));
    }

    @Test
    void givesEveryRecordOnceOverItsPages() {
        for (int i = 0; i < 25; i++) account.create("contacts", "{'firstname': 'P%02d'}".formatted(i));
        account.letSearchCatchUp();
        var seen = new ArrayList<String>();
        String after = "0";
        while (!after.isEmpty()) {
            JsonNode page = account.search("contacts", "{'limit': 10, 'after': '%s'}".formatted(after));
            assertThat(page.path("total").asInt()).isEqualTo(25);
            seen.addAll(Account.texts(page.path("results"), "/properties/firstname"));
            after = page.at("/paging/next/after").asString("");
        }
        assertThat(seen).hasSize(25).doesNotHaveDuplicates();
    }

    @Test
    void showsTheAskedPropertiesAndNullWhereOneHasNoValue() {
        account.create("contacts", "{'firstname': 'Ada'}");
        account.letSearchCatchUp();
        JsonNode properties = account.search("contacts", "{'properties': ['firstname', 'phone', 'nosuchthing']}")
                .at("/results/0/properties");
        assertThat(properties.propertyNames())
                .containsExactlyInAnyOrder("firstname", "phone", "hs_object_id", "createdate", "lastmodifieddate");
        assertThat(properties.path("phone").isNull()).isTrue();
    }

    @Test
    void findsByAssociatedRecords() {
        String ada = account.create("contacts", "{'firstname': 'Ada'}");
        String company = account.create("companies", "{'domain': 'acme.com'}");
        account.create("contacts", "{'firstname': 'Bob'}");
        account.call(
                200,
                "PUT",
                "/crm/v4/objects/contacts/%s/associations/default/companies/%s".formatted(ada, company),
                "");
        account.letSearchCatchUp();
        assertThat(firstNames("{'filters': [{'propertyName': 'associations.company', 'operator': 'EQ', 'value': '%s'}]}"
                        .formatted(company)))
                .containsExactly("Ada");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'limit': 201}",
                "{'limit': 100, 'after': '9901'}",
                "{'after': 'x'}",
                "{'after': '-1'}",
                "{'sorts': {'propertyName': 'firstname'}}",
                "{'sorts': [[]]}",
                "{'sorts': ['firstname', 'lastname']}",
                "{'sorts': ['nosuchthing']}",
                "{'filters': [{'propertyName': 'nosuchthing', 'operator': 'EQ', 'value': '1'}]}",
                "{'filters': [{'propertyName': 'firstname', 'operator': 'LIKE', 'value': '1'}]}",
                "{'filters': [{'propertyName': 'firstname', 'operator': 'EQ'}]}",
                "{'filters': [{'propertyName': 'firstname', 'operator': 'IN', 'value': 'ada'}]}",
                "{'filters': [{'propertyName': 'annualrevenue', 'operator': 'BETWEEN', 'value': '1'}]}",
                "{'filterGroups': [{}, {}, {}, {}, {}, {}]}"
            })
    void refusesWhatTheRealSearchRefuses(String search) {
        JsonNode error = account.call(400, "POST", "/crm/v3/objects/contacts/search", search);
        assertThat(error.path("category").asString()).isEqualTo("VALIDATION_ERROR");
    }

    @Test
    void refusesAFilterValueOfAnotherType() {
        account.create("contacts", "{'firstname': 'Ada', 'annualrevenue': '1'}");
        account.letSearchCatchUp();
        account.call(
                400,
                "POST",
                "/crm/v3/objects/contacts/search",
                "{'filters': [{'propertyName': 'annualrevenue', 'operator': 'GT', 'value': 'much'}]}");
    }

    private void threePeople() {
        account.create("contacts", """
                {'firstname': 'Ada', 'lastname': 'Lovelace', 'email': 'ada@acme.com', 'phone': '020 7946 0018',
                 'annualrevenue': '100', 'hs_lead_status': 'NEW', 'company': 'ACME Engines'}""");
        account.create("contacts", """
                {'firstname': 'Bob', 'lastname': 'Builder', 'email': 'bob@acme.com', 'annualrevenue': '200',
                 'hs_lead_status': 'OPEN'}""");
        account.create("contacts", "{'firstname': 'Cid', 'lastname': 'Campeador', 'email': 'cid@valencia.es'}");
        account.letSearchCatchUp();
    }

    private List<String> firstNames(String search) {
        String withNames = search.equals("{}")
                ? "{'properties': ['firstname']}"
                : search.replaceFirst("^\\{", "{'properties': ['firstname'], ");
        return Account.texts(account.search("contacts", withNames).path("results"), "/properties/firstname");
    }
}
