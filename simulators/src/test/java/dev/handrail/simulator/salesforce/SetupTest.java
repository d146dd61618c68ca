package dev.handrail.simulator.salesforce;

import static dev.handrail.simulator.salesforce.OrgClient.json;
import static dev.handrail.simulator.salesforce.OrgClient.refusal;
import static dev.handrail.simulator.salesforce.OrgClient.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class SetupTest {

    private static final String DANA =
            "{\"LastName\": \"Reyes\", \"Company\": \"c\", \"Email\": \"dana@acme.example\"}";

    private final OrgClient org = new OrgClient();

    @Test
    void aDuplicateRuleShowsTheCandidates() {
        String contact = org.create("Contact", "{\"LastName\": \"Reyes\", \"Email\": \"Dana@Acme.example\"}");
        org.setUp("PUT", "/_admin/duplicate-rule", "{\"active\": true}");

        var answer = org.ask("POST", "sobjects/Lead", DANA);
        assertThat(refusal(answer)).isEqualTo("400 DUPLICATES_DETECTED");
        JsonNode result = json(answer).path(0).path("duplicateResult");
        assertThat(result.path("allowSave").asBoolean()).isTrue();
        JsonNode match = result.path("matchResults").path(0);
        assertThat(match.path("entityType").asString()).isEqualTo("Contact");
        assertThat(match.path("matchRecords").path(0).path("record").path("Id").asString())
                .isEqualTo(contact);
        assertThat(text(answer)).doesNotContain("Acme.example");
    }

    @Test
    void aClientThatInsistsMaySavePastARuleThatOnlyWarns() {
        org.setUp("PUT", "/_admin/duplicate-rule", "{\"active\": true}");
        org.create("Lead", DANA);
        org.with("Sforce-Duplicate-Rule-Header", "allowSave=true");
        org.create("Lead", DANA);

        org.setUp("PUT", "/_admin/duplicate-rule", "{\"allowSave\": false}");
        assertThat(refusal(org.ask("POST", "sobjects/Lead", DANA))).isEqualTo("400 DUPLICATES_DETECTED");
    }

    @Test
    void aChangeOfSomethingElseIsNoDuplicate() {
        String first = org.create("Lead", DANA);
        org.create("Lead", DANA);
        org.setUp("PUT", "/_admin/duplicate-rule", "{\"active\": true}");
        assertThat(org.ask("PATCH", "sobjects/Lead/" + first, "{\"Title\": \"CTO\", \"Email\": \"DANA@acme.example\"}")
                        .status())
                .isEqualTo(204);
    }

    @Test
    void aValidationRuleRefusesWhatItsConditionHoldsFor() {
        org.setUp("POST", "/_admin/validation-rules", """
                {"object": "Opportunity", "name": "Amount_When_Won", "refuseWhen": "StageName = 'Closed Won' AND Amount = null",
                 "message": "Say how much.", "field": "Amount"}""");

        String won = "{\"Name\": \"o\", \"StageName\": \"Closed Won\", \"CloseDate\": \"2026-12-31\"%s}";
        var answer = org.ask("POST", "sobjects/Opportunity", won.formatted(""));
        assertThat(refusal(answer)).isEqualTo("400 FIELD_CUSTOM_VALIDATION_EXCEPTION");
        assertThat(json(answer).path(0).path("message").asString()).isEqualTo("Say how much.");
        assertThat(json(answer).path(0).path("fields").path(0).asString()).isEqualTo("Amount");
        org.create("Opportunity", won.formatted(", \"Amount\": 5"));

        assertThat(text(org.setUp("GET", "/_admin/validation-rules", ""))).contains("Amount_When_Won");
        org.setUp("DELETE", "/_admin/validation-rules", "");
        org.create("Opportunity", won.formatted(""));
    }

    @Test
    void aRuleThatCannotBeReadIsRefused() {
        assertThatThrownBy(() -> org.setUp("POST", "/_admin/validation-rules", """
                        {"object": "Lead", "name": "r", "refuseWhen": "Nope = 1", "message": "m"}"""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Nope");
    }

    @Test
    void customObjectsAndFieldsAreAddedAndDescribed() {
        org.setUp("POST", "/_admin/objects", "{\"name\": \"Visit__c\", \"label\": \"Visit\"}");
        org.setUp("POST", "/_admin/objects/Visit__c/fields", """
                {"name": "Lead__c", "type": "reference", "referenceTo": ["Lead"], "relationship": "Lead__r"}""");
        org.setUp("POST", "/_admin/objects/Visit__c/fields", """
                {"name": "Mood__c", "type": "picklist", "values": ["Good", "Bad"], "restricted": true, "required": true}""");
        String lead = org.create("Lead", DANA);
        org.create("Visit__c", "{\"Name\": \"v\", \"Mood__c\": \"Good\", \"Lead__c\": \"" + lead + "\"}");

        assertThat(refusal(org.ask("POST", "sobjects/Visit__c", "{\"Mood__c\": \"Odd\"}")))
                .isEqualTo("400 INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST");
        assertThat(org.found("SELECT Lead__r.Name FROM Visit__c")
                        .path(0)
                        .path("Lead__r")
                        .path("Name")
                        .asString())
                .isEqualTo("Reyes");
        JsonNode mood = field("Visit__c", "Mood__c");
        assertThat(mood.path("restrictedPicklist").asBoolean()).isTrue();
        assertThat(mood.path("nillable").asBoolean(true)).isFalse();
        assertThat(mood.path("picklistValues").path(1).path("value").asString()).isEqualTo("Bad");
        assertThatThrownBy(() -> org.setUp("POST", "/_admin/objects", "{\"name\": \"Visit\"}"))
                .hasMessageContaining("__c");
    }

    @Test
    void describesWhatClientsRelyOn() {
        assertThat(text(org.get("sobjects"))).contains("\"name\":\"Lead\"", "\"keyPrefix\":\"00Q\"");
        assertThat(json(org.get("sobjects/Lead"))
                        .path("objectDescribe")
                        .path("name")
                        .asString())
                .isEqualTo("Lead");
        JsonNode key = field("Lead", "External_ID__c");
        assertThat(key.path("externalId").asBoolean()).isTrue();
        assertThat(key.path("unique").asBoolean()).isTrue();
        assertThat(key.path("idLookup").asBoolean()).isTrue();
        assertThat(field("Lead", "Status")
                        .path("picklistValues")
                        .valueStream()
                        .map(each -> each.path("value").asString()))
                .contains("Open - Not Contacted", "Closed - Converted");
        assertThat(field("Lead", "IsConverted").path("createable").asBoolean(true))
                .isFalse();
        assertThat(field("Task", "WhoId").path("referenceTo").valueStream().map(JsonNode::asString))
                .containsExactly("Contact", "Lead");
        assertThat(refusal(org.get("sobjects/Nothing/describe"))).isEqualTo("404 NOT_FOUND");
    }

    @Test
    void aDescriptionThatDidNotChangeIsNotSentAgain() {
        String path = "sobjects/Lead/describe";
        String changed = org.get(path).headers().get("Last-Modified");
        org.with("If-Modified-Since", changed);
        assertThat(org.get(path).status()).isEqualTo(304);

        org.clock.advance(Duration.ofSeconds(5));
        org.setUp("POST", "/_admin/objects/Lead/fields", "{\"name\": \"New__c\", \"type\": \"string\"}");
        assertThat(org.get(path).status()).isEqualTo(200);
    }

    @Test
    void aColleagueEditsARecordInTheCrm() {
        String lead = org.create("Lead", DANA);
        org.clock.advance(Duration.ofHours(1));
        var records = org.salesforce.records();

        ObjectNode edited =
                records.edit("Lead", lead, (ObjectNode) JsonMapper.shared().readTree("{\"Title\": \"CEO\"}"));
        assertThat(edited.path("Title").asString()).isEqualTo("CEO");
        JsonNode read = org.read("Lead", lead);
        assertThat(read.path("SystemModstamp").asString()).isEqualTo("2026-11-20T11:00:00.000+0000");
        assertThat(read.path("LastModifiedById")).isNotEqualTo(read.path("CreatedById"));

        assertThat(records.counts()).containsEntry("Lead", 1);
        assertThatThrownBy(() -> records.seed("Lead", JsonMapper.shared().createObjectNode()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("REQUIRED_FIELD_MISSING");
        records.delete("Lead", lead);
        assertThat(records.all("Lead")).isEmpty();
    }

    private JsonNode field(String type, String name) {
        return json(org.get("sobjects/" + type + "/describe"))
                .path("fields")
                .valueStream()
                .filter(field -> field.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
