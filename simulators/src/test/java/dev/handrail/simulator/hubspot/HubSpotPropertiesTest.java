package dev.handrail.simulator.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class HubSpotPropertiesTest {

    private static final String CONTACTS = "/crm/v3/properties/contacts";

    private final Account account = new Account();

    @ParameterizedTest(name = "{0} = {1} is stored as {2}")
    @CsvSource({
        "annualrevenue, 12.50, 12.50",
        "closedate, 2026-11-20T13:00:00+01:00, 2026-11-20T12:00:00Z",
        "closedate, 1795176000000, 2026-11-20T12:00:00Z",
        "born, 2026-11-20, 2026-11-20",
        "born, 1795132800000, 2026-11-20",
        "hs_email_optout, TRUE, true",
        "hs_lead_status, OPEN_DEAL, OPEN_DEAL",
        "colours, red;blue, red;blue",
        "email, Ada@ACME.com, ada@acme.com",
        "hubspot_owner_id, 71000001, 71000001"
    })
    void storesValuesInOneForm(String property, String written, String stored) {
        defineOwn("born", "date", "date", "[]");
        defineOwn(
                "colours",
                "enumeration",
                "checkbox",
                "[{'label': 'Red', 'value': 'red'}, {'label': 'Blue', 'value': 'blue'}]");
        String id = account.create("contacts", "{'firstname': 'Ada', '%s': '%s'}".formatted(property, written));
        assertThat(account.get("/crm/v3/objects/contacts/%s?properties=%s".formatted(id, property))
                        .at("/properties/" + property)
                        .asString())
                .isEqualTo(stored);
    }

    @ParameterizedTest(name = "{0} = {1} is refused as {2}")
    @CsvSource({
        "annualrevenue, much, INVALID_LONG",
        "closedate, tomorrow, INVALID_LONG",
        "born, 2026-02-31, INVALID_LONG",
        "born, 1795176000000, INVALID_DATE",
        "hs_email_optout, maybe, INVALID_OPTION",
        "hs_lead_status, Open deal, INVALID_OPTION",
        "colours, red;pink, INVALID_OPTION",
        "email, ada@acme, INVALID_EMAIL",
        "email, 'ada@acme.com, bob@acme.com', INVALID_EMAIL",
        "hubspot_owner_id, 1, INVALID_OWNER_ID",
        "createdate, 2026-11-20, READ_ONLY_VALUE",
        "nosuchthing, 1, PROPERTY_DOESNT_EXIST"
    })
    void refusesValuesThatAreNotValid(String property, String written, String code) {
        defineOwn("born", "date", "date", "[]");
        defineOwn("colours", "enumeration", "checkbox", "[{'label': 'Red', 'value': 'red'}]");
        JsonNode error = account.call(
                400,
                "POST",
                "/crm/v3/objects/contacts",
                "{'properties': {'firstname': 'Ada', '%s': '%s'}}".formatted(property, written));
        assertThat(error.path("category").asString()).isEqualTo("VALIDATION_ERROR");
        assertThat(error.at("/errors/0/code").asString()).isEqualTo(code);
        assertThat(error.at("/errors/0/context/propertyName/0").asString()).isEqualTo(property);
        assertThat(error.path("correlationId").asString()).isNotEmpty();
    }

    @Test
    void reportsAllValuesThatAreNotValid() {
        JsonNode error = account.call(
                400,
                "POST",
                "/crm/v3/objects/contacts",
                "{'properties': {'nosuchthing': '1', 'email': 'x', 'firstname': 'Ada'}}");
        assertThat(Account.texts(error.path("errors"), "/code"))
                .containsExactly("PROPERTY_DOESNT_EXIST", "INVALID_EMAIL");
    }

    @Test
    void addsToTheChosenOptionsWithALeadingSemicolon() {
        defineOwn(
                "colours",
                "enumeration",
                "checkbox",
                "[{'label': 'Red', 'value': 'red'}, {'label': 'Blue', 'value': 'blue'}]");
        String id = account.create("contacts", "{'firstname': 'Ada', 'colours': 'red'}");
        JsonNode updated =
                account.call(200, "PATCH", "/crm/v3/objects/contacts/" + id, "{'properties': {'colours': ';blue'}}");
        assertThat(updated.at("/properties/colours").asString()).isEqualTo("red;blue");
    }

    @Test
    void definesAPropertyThatRecordsCanThenHave() {
        JsonNode created = account.call(201, "POST", CONTACTS, """
                {'name': 'ai_fit_score', 'label': 'AI fit score', 'type': 'number', 'fieldType': 'number',
                 'groupName': 'contactinformation'}""");
        assertThat(created.path("hubspotDefined").asBoolean()).isFalse();
        assertThat(account.get(CONTACTS + "/ai_fit_score").path("label").asString())
                .isEqualTo("AI fit score");
        account.create("contacts", "{'firstname': 'Ada', 'ai_fit_score': 87}");
    }

    @Test
    void refusesASecondPropertyOfTheSameName() {
        account.defineUniqueProperty("contacts", "handrail_key");
        JsonNode error = account.call(409, "POST", CONTACTS, """
                {'name': 'handrail_key', 'label': 'Key', 'type': 'string', 'fieldType': 'text',
                 'groupName': 'contactinformation'}""");
        assertThat(error.path("category").asString()).isEqualTo("OBJECT_ALREADY_EXISTS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'name': 'Big', 'type': 'string', 'fieldType': 'text', 'groupName': 'contactinformation'",
                "'name': 'small', 'type': 'text', 'fieldType': 'text', 'groupName': 'contactinformation'",
                "'name': 'small', 'type': 'string', 'fieldType': 'number', 'groupName': 'contactinformation'",
                "'name': 'small', 'type': 'string', 'fieldType': 'text', 'groupName': 'nosuchgroup'",
                "'name': 'small', 'type': 'string', 'fieldType': 'text'",
                "'name': 'small', 'type': 'enumeration', 'fieldType': 'select', 'groupName': 'contactinformation'"
            })
    void refusesADefinitionThatDoesNotHold(String definition) {
        account.call(400, "POST", CONTACTS, "{'label': 'L', " + definition + "}");
    }

    @Test
    void keepsUniqueValuesApart() {
        account.defineUniqueProperty("deals", "handrail_key");
        String first = account.create("deals", "{'dealname': 'One', 'handrail_key': 'k1'}");
        JsonNode error = account.call(
                400, "POST", "/crm/v3/objects/deals", "{'properties': {'dealname': 'Two', 'handrail_key': 'k1'}}");
        assertThat(error.at("/errors/0/code").asString()).isEqualTo("CONFLICTING_UNIQUE_VALUE");
        assertThat(error.path("message").asString()).contains(first);
        account.call(204, "DELETE", "/crm/v3/objects/deals/" + first, "");
        account.create("deals", "{'dealname': 'Two', 'handrail_key': 'k1'}");
    }

    @Test
    void archivesOnlyItsOwnProperties() {
        account.defineUniqueProperty("contacts", "handrail_key");
        account.call(204, "DELETE", CONTACTS + "/handrail_key", "");
        JsonNode error = account.call(404, "GET", CONTACTS + "/handrail_key", "");
        assertThat(error.path("category").asString()).isEqualTo("OBJECT_NOT_FOUND");
        assertThat(account.get(CONTACTS + "/handrail_key?archived=true")
                        .path("archived")
                        .asBoolean())
                .isTrue();
        account.call(400, "POST", "/crm/v3/objects/contacts", "{'properties': {'handrail_key': '1'}}");
        account.call(400, "DELETE", CONTACTS + "/email", "");
    }

    @Test
    void createsManyPropertiesAndReportsThoseThatExist() {
        JsonNode answer = account.call(207, "POST", CONTACTS + "/batch/create", """
                {'inputs': [
                  {'name': 'one', 'label': 'One', 'type': 'string', 'fieldType': 'text', 'groupName': 'contactinformation'},
                  {'name': 'email', 'label': 'E', 'type': 'string', 'fieldType': 'text', 'groupName': 'contactinformation'}]}""");
        assertThat(Account.texts(answer.path("results"), "/name")).containsExactly("one");
        assertThat(answer.at("/errors/0/category").asString()).isEqualTo("OBJECT_ALREADY_EXISTS");
        JsonNode read = account.call(
                200,
                "POST",
                CONTACTS + "/batch/read",
                "{'inputs': [{'name': 'one'}, {'name': 'email'}], 'archived': false}");
        assertThat(Account.texts(read.path("results"), "/name")).containsExactly("one", "email");
    }

    @Test
    void keepsGroupsOfProperties() {
        account.call(201, "POST", CONTACTS + "/groups", "{'name': 'handrail', 'label': 'Handrail', 'displayOrder': 1}");
        account.call(409, "POST", CONTACTS + "/groups", "{'name': 'handrail', 'label': 'Handrail'}");
        account.call(200, "PATCH", CONTACTS + "/groups/handrail", "{'label': 'Handrail AI'}");
        assertThat(account.get(CONTACTS + "/groups/handrail").path("label").asString())
                .isEqualTo("Handrail AI");
        account.call(400, "DELETE", CONTACTS + "/groups/contactinformation", "");
        account.call(204, "DELETE", CONTACTS + "/groups/handrail", "");
        account.call(404, "GET", CONTACTS + "/groups/handrail", "");
    }

    private void defineOwn(String name, String type, String fieldType, String options) {
        account.call(
                201,
                "POST",
                CONTACTS,
                "{'name': '%s', 'label': 'L', 'type': '%s', 'fieldType': '%s', 'groupName': 'contactinformation', 'options': %s}"
                        .formatted(name, type, fieldType, options));
    }
}
