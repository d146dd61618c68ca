package dev.handrail.simulator.salesforce;

import static dev.handrail.simulator.salesforce.OrgClient.json;
import static dev.handrail.simulator.salesforce.OrgClient.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CompositeTest {

    private final OrgClient org = new OrgClient();

    @Test
    void laterPartsUseTheResultsOfEarlierOnes() {
        JsonNode parts = composite(false, """
                {"method": "POST", "url": "/services/data/v66.0/sobjects/Account", "referenceId": "acme", "body": {"Name": "Acme"}},
                {"method": "POST", "url": "/services/data/v66.0/sobjects/Contact", "referenceId": "dana",
                 "body": {"LastName": "Reyes", "AccountId": "@{acme.id}"}},
                {"method": "GET", "url": "/services/data/v66.0/query?q=SELECT Id, Account.Name FROM Contact WHERE Id = '@{dana.id}'",
                 "referenceId": "check"},
                {"method": "PATCH", "url": "/services/data/v66.0/sobjects/Account/@{check.records[0].Account.Name}",
                 "referenceId": "odd", "body": {}}""");

        assertThat(parts.path(0).path("httpStatusCode").asInt()).isEqualTo(201);
        assertThat(parts.path(0).path("httpHeaders").path("Location").asString())
                .contains("/sobjects/Account/001");
        assertThat(parts.path(2)
                        .path("body")
                        .path("records")
                        .path(0)
                        .path("Account")
                        .path("Name")
                        .asString())
                .isEqualTo("Acme");
        assertThat(parts.path(3).path("httpStatusCode").asInt()).isEqualTo(404);
    }

    @Test
    void oneFailureTakesEverythingBackWhenAllOrNone() {
        JsonNode parts = composite(true, """
                {"method": "POST", "url": "/services/data/v66.0/sobjects/Account", "referenceId": "a", "body": {"Name": "Acme"}},
                {"method": "POST", "url": "/services/data/v66.0/sobjects/Contact", "referenceId": "b", "body": {}},
                {"method": "POST", "url": "/services/data/v66.0/sobjects/Account", "referenceId": "c", "body": {"Name": "Umbra"}}""");

        assertThat(parts.valueStream()
                        .map(part -> part.path("body").path(0).path("errorCode").asString()))
                .containsExactly("PROCESSING_HALTED", "REQUIRED_FIELD_MISSING", "PROCESSING_HALTED");
        assertThat(org.effects()).isEmpty();
        assertThat(org.found("SELECT Id FROM Account")).isEmpty();
    }

    @Test
    void withoutThatOnlyWhatDependsOnAFailureIsHalted() {
        JsonNode parts = composite(false, """
                {"method": "POST", "url": "/services/data/v66.0/sobjects/Account", "referenceId": "a", "body": {}},
                {"method": "POST", "url": "/services/data/v66.0/sobjects/Contact", "referenceId": "b",
                 "body": {"LastName": "x", "AccountId": "@{a.id}"}},
                {"method": "POST", "url": "/services/data/v66.0/sobjects/Account", "referenceId": "c", "body": {"Name": "Umbra"}}""");

        assertThat(parts.path(1).path("body").path(0).path("errorCode").asString())
                .isEqualTo("PROCESSING_HALTED");
        assertThat(parts.path(2).path("httpStatusCode").asInt()).isEqualTo(201);
    }

    @Test
    void refusesTooManyPartsAndNamesThatAreNotUnique() {
        String part = "{\"method\": \"GET\", \"url\": \"/services/data/v66.0/limits\", \"referenceId\": \"r\"}";
        assertThat(refusal(org.ask("POST", "composite", "{\"compositeRequest\": [" + part + "," + part + "]}")))
                .isEqualTo("400 JSON_PARSER_ERROR");
        String many = String.join(",", Collections.nCopies(26, part));
        assertThat(refusal(org.ask("POST", "composite", "{\"compositeRequest\": [" + many + "]}")))
                .isEqualTo("400 LIMIT_EXCEEDED");
    }

    @Test
    void aBatchRunsItsPartsByThemselves() {
        String parts = """
                {"batchRequests": [
                  {"method": "POST", "url": "v66.0/sobjects/Account", "richInput": {"Name": "Acme"}},
                  {"method": "POST", "url": "v66.0/sobjects/Account", "richInput": {}},
                  {"method": "GET", "url": "v66.0/limits"}], "haltOnError": %s}""";
        JsonNode going = json(org.ask("POST", "composite/batch", parts.formatted(false)));
        assertThat(going.path("hasErrors").asBoolean()).isTrue();
        assertThat(going.path("results")
                        .valueStream()
                        .map(each -> each.path("statusCode").asInt()))
                .containsExactly(201, 400, 200);

        JsonNode halted = json(org.ask("POST", "composite/batch", parts.formatted(true)));
        assertThat(halted.path("results")
                        .path(2)
                        .path("result")
                        .path(0)
                        .path("errorCode")
                        .asString())
                .isEqualTo("BATCH_PROCESSING_HALTED");
    }

    @Test
    void aBatchTakesSearchesAndACompositeTakesNone() {
        org.create("Account", "{\"Name\": \"Acme\"}");
        String search = "search/?q=FIND+%7BAcme%7D+IN+NAME+FIELDS+RETURNING+Account%28Id%2C+Name%29+LIMIT+5";

        JsonNode results =
                json(org.ask("POST", "composite/batch", """
                        {"batchRequests": [
                          {"method": "GET", "url": "v66.0/%1$s"},
                          {"method": "GET", "url": "v66.0/parameterizedSearch?q=Acme&sobject=Account"},
                          {"method": "GET", "url": "v67.0/%1$s"}]}""".formatted(search))).path("results");
        assertThat(results.path(0).path("result").path("searchRecords"))
                .singleElement()
                .satisfies(
                        account -> assertThat(account.path("Name").asString()).isEqualTo("Acme"));
        assertThat(results.valueStream().map(each -> each.path("statusCode").asInt()))
                .containsExactly(200, 400, 400);

        JsonNode composed = composite(
                false,
                "{\"method\": \"GET\", \"url\": \"/services/data/v66.0/%s\", \"referenceId\": \"found\"}"
                        .formatted(search));
        assertThat(composed.path(0).path("httpStatusCode").asInt()).isEqualTo(400);
    }

    @Test
    void aCompositeTakesFiveQueries() {
        String part =
                "{\"method\": \"GET\", \"url\": \"/services/data/v66.0/query?q=SELECT+Id+FROM+Lead\", \"referenceId\": \"r%d\"}";
        String parts = IntStream.rangeClosed(1, 6).mapToObj(part::formatted).collect(Collectors.joining(","));

        assertThat(refusal(org.ask("POST", "composite", "{\"compositeRequest\": [" + parts + "]}")))
                .isEqualTo("400 LIMIT_EXCEEDED");
    }

    @Test
    void aTreeIsCreatedTogetherOrNotAtAll() {
        String tree = """
                {"records": [{"attributes": {"type": "Account", "referenceId": "a"}, "Name": "Acme",
                  "Contacts": {"records": [
                    {"attributes": {"type": "Contact", "referenceId": "c1"}, "LastName": "Reyes"},
                    {"attributes": {"type": "Contact", "referenceId": "c2"}, "LastName": "%s"}]}}]}""";
        JsonNode refused = json(org.ask("POST", "composite/tree/Account", tree.formatted("")));
        assertThat(refused.path("hasErrors").asBoolean()).isTrue();
        assertThat(refused.path("results").path(0).path("referenceId").asString())
                .isEqualTo("c2");
        assertThat(refused.path("results")
                        .path(0)
                        .path("errors")
                        .path(0)
                        .path("statusCode")
                        .asString())
                .isEqualTo("REQUIRED_FIELD_MISSING");
        assertThat(org.effects()).isEmpty();

        var created = org.ask("POST", "composite/tree/Account", tree.formatted("Lee"));
        assertThat(created.status()).isEqualTo(201);
        assertThat(org.found("SELECT Id FROM Contact WHERE Account.Name = 'Acme'"))
                .hasSize(2);
    }

    private JsonNode composite(boolean allOrNone, String parts) {
        var answer = org.ask(
                "POST", "composite", "{\"allOrNone\": " + allOrNone + ", \"compositeRequest\": [" + parts + "]}");
        assertThat(answer.status()).isEqualTo(200);
        return json(answer).path("compositeResponse");
    }
}
