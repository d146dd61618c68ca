package dev.handrail.simulator.salesforce;

import static dev.handrail.simulator.salesforce.OrgClient.json;
import static dev.handrail.simulator.salesforce.OrgClient.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CollectionsTest {

    private final OrgClient org = new OrgClient();

    @Test
    void eachRecordHasItsOwnResult() {
        JsonNode results = ask("POST", "composite/sobjects", false, """
                {"attributes": {"type": "Account"}, "Name": "Acme"},
                {"attributes": {"type": "Lead"}, "LastName": "x"},
                {"attributes": {"type": "Nothing"}}""");

        assertThat(results.path(0).path("success").asBoolean()).isTrue();
        assertThat(code(results.path(1))).isEqualTo("REQUIRED_FIELD_MISSING");
        assertThat(results.path(1).path("errors").path(0).path("fields").path(0).asString())
                .isEqualTo("Company");
        assertThat(code(results.path(2))).isEqualTo("INVALID_TYPE");
        assertThat(org.effects()).hasSize(1);
    }

    @Test
    void oneFailureTakesEverythingBackWhenAllOrNone() {
        JsonNode results = ask("POST", "composite/sobjects", true, """
                {"attributes": {"type": "Account"}, "Name": "Acme"},
                {"attributes": {"type": "Account"}}""");

        assertThat(code(results.path(0))).isEqualTo("ALL_OR_NONE_OPERATION_ROLLED_BACK");
        assertThat(results.path(0).has("id")).isFalse();
        assertThat(org.effects()).isEmpty();
    }

    @Test
    void upsertsSayWhatWasCreated() {
        String records = """
                {"attributes": {"type": "Lead"}, "External_ID__c": "k-1", "LastName": "a", "Company": "c"},
                {"attributes": {"type": "Lead"}, "External_ID__c": "k-2", "LastName": "b", "Company": "c"},
                {"attributes": {"type": "Lead"}, "LastName": "c", "Company": "c"}""";
        JsonNode first = ask("PATCH", "composite/sobjects/Lead/External_ID__c", false, records);
        JsonNode second = ask("PATCH", "composite/sobjects/Lead/External_ID__c", false, records);

        assertThat(first.path(0).path("created").asBoolean()).isTrue();
        assertThat(second.path(0).path("created").asBoolean(true)).isFalse();
        assertThat(second.path(1).path("id")).isEqualTo(first.path(1).path("id"));
        assertThat(code(first.path(2))).isEqualTo("MISSING_ARGUMENT");
        assertThat(org.found("SELECT Id FROM Lead")).hasSize(2);
    }

    @Test
    void theSameNewKeyTwiceInOneRequestIsOneRecord() {
        JsonNode results = ask("PATCH", "composite/sobjects/Lead/External_ID__c", false, """
                {"attributes": {"type": "Lead"}, "External_ID__c": "k-1", "LastName": "a", "Company": "c"},
                {"attributes": {"type": "Lead"}, "External_ID__c": "k-1", "LastName": "b", "Company": "c"}""");
        assertThat(results.path(1).path("id")).isEqualTo(results.path(0).path("id"));
        assertThat(org.found("SELECT Id FROM Lead")).hasSize(1);
    }

    @Test
    void recordsAreChangedReadAndDeletedTogether() {
        String one = org.create("Account", "{\"Name\": \"a\"}");
        String two = org.create("Account", "{\"Name\": \"b\"}");
        JsonNode changed = ask("PATCH", "composite/sobjects", false, """
                {"attributes": {"type": "Account"}, "id": "%s", "Name": "A"},
                {"attributes": {"type": "Account"}, "Id": "001Hr0000000999", "Name": "x"},
                {"attributes": {"type": "Account"}, "Id": "1", "Name": "x"},
                {"attributes": {"type": "Account"}, "Name": "x"}""".formatted(one));
        assertThat(changed.path(0).path("success").asBoolean()).isTrue();
        assertThat(code(changed.path(1))).isEqualTo("INVALID_CROSS_REFERENCE_KEY");
        assertThat(code(changed.path(2))).isEqualTo("MALFORMED_ID");
        assertThat(code(changed.path(3))).isEqualTo("MISSING_ARGUMENT");

        JsonNode read = json(org.ask(
                "POST",
                "composite/sobjects/Account",
                "{\"ids\": [\"" + one + "\", \"001Hr0000000999\"], \"fields\": [\"Name\"]}"));
        assertThat(read.path(0).path("Name").asString()).isEqualTo("A");
        assertThat(read.path(1).isNull()).isTrue();
        assertThat(json(org.get("composite/sobjects/Account?ids=" + two + "&fields=Name"))
                        .path(0)
                        .path("Name")
                        .asString())
                .isEqualTo("b");

        JsonNode deleted = json(org.ask("DELETE", "composite/sobjects?ids=" + one + ",nothing&allOrNone=false", ""));
        assertThat(deleted.path(0).path("success").asBoolean()).isTrue();
        assertThat(code(deleted.path(1))).isEqualTo("MALFORMED_ID");
    }

    @Test
    void moreThan200RecordsAreRefused() {
        String records = String.join(
                ",", Collections.nCopies(201, "{\"attributes\": {\"type\": \"Account\"}, \"Name\": \"a\"}"));
        assertThat(refusal(org.ask("POST", "composite/sobjects", "{\"records\": [" + records + "]}")))
                .isEqualTo("400 EXCEEDED_ID_LIMIT");
        assertThat(refusal(org.ask("POST", "composite/sobjects", "{}"))).isEqualTo("400 JSON_PARSER_ERROR");
    }

    private JsonNode ask(String method, String path, boolean allOrNone, String records) {
        return json(org.ask(method, path, "{\"allOrNone\": " + allOrNone + ", \"records\": [" + records + "]}"));
    }

    private static String code(JsonNode result) {
        assertThat(result.path("success").asBoolean(true)).isFalse();
        return result.path("errors").path(0).path("statusCode").asString();
    }
}
