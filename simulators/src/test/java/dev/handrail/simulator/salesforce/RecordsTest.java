package dev.handrail.simulator.salesforce;

import static dev.handrail.simulator.salesforce.OrgClient.json;
import static dev.handrail.simulator.salesforce.OrgClient.refusal;
import static dev.handrail.simulator.salesforce.OrgClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.simulator.ledger.Action;
import dev.handrail.simulator.ledger.Entry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class RecordsTest {

    private final OrgClient org = new OrgClient();

    @Test
    void aLeadIsCreatedReadChangedAndDeleted() {
        var created = org.ask("POST", "sobjects/Lead", "{\"LastName\": \"Reyes\", \"Company\": \"Acme\"}");
        String id = json(created).path("id").asString();
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.headers().get("Location")).endsWith("/sobjects/Lead/" + id);
        assertThat(id).startsWith("00Q").hasSize(18);

        assertThat(org.ask("PATCH", "sobjects/Lead/" + id, "{\"FirstName\": \"Dana\"}")
                        .status())
                .isEqualTo(204);
        JsonNode read = org.read("Lead", id);
        assertThat(read.path("Name").asString()).isEqualTo("Dana Reyes");
        assertThat(read.path("Status").asString()).isEqualTo("Open - Not Contacted");
        assertThat(read.path("attributes").path("type").asString()).isEqualTo("Lead");

        assertThat(org.ask("DELETE", "sobjects/Lead/" + id, "").status()).isEqualTo(204);
        assertThat(refusal(org.get("sobjects/Lead/" + id))).isEqualTo("404 NOT_FOUND");
        assertThat(refusal(org.ask("PATCH", "sobjects/Lead/" + id, "{}"))).isEqualTo("404 ENTITY_IS_DELETED");
        assertThat(org.effects())
                .extracting(Entry.Effect::action)
                .containsExactly(Action.CREATED, Action.UPDATED, Action.DELETED);
    }

    @Test
    void aRecordIsFoundByTheFirst15CharactersOfItsIdToo() {
        String id = org.create("Account", "{\"Name\": \"Acme\"}");
        assertThat(org.read("Account", id.substring(0, 15)).path("Id").asString())
                .isEqualTo(id);
    }

    @Test
    void onlyTheFieldsThatAreAskedForAreShown() {
        String id = org.create("Account", "{\"Name\": \"Acme\", \"Website\": \"acme.example\"}");
        assertThat(text(org.get("sobjects/Account/" + id + "?fields=Name,website")))
                .contains("\"Website\":\"acme.example\"")
                .doesNotContain("OwnerId");
        assertThat(refusal(org.get("sobjects/Account/" + id + "?fields=Nothing")))
                .isEqualTo("400 INVALID_FIELD");
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            Lead        | {}                                                                  | 400 REQUIRED_FIELD_MISSING
            Lead        | {"LastName": "x"}                                                   | 400 REQUIRED_FIELD_MISSING
            Lead        | {"LastName": "", "Company": "c"}                                    | 400 REQUIRED_FIELD_MISSING
            Lead        | {"LastName": "x", "Company": "c", "Nope": 1}                        | 400 INVALID_FIELD
            Lead        | {"LastName": "x", "Company": "c", "Id": "00Q"}                      | 400 INVALID_FIELD
            Lead        | {"LastName": "x", "Company": "c", "Email": "nobody"}                | 400 INVALID_EMAIL_ADDRESS
            Lead        | {"LastName": "x", "Company": "c", "AI_Intent__c": "Maybe"}          | 400 INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST
            Lead        | {"LastName": "x", "Company": "c", "AI_Fit_Score__c": 12345}         | 400 NUMBER_OUTSIDE_VALID_RANGE
            Lead        | {"LastName": "x", "Company": "c", "AI_Fit_Score__c": "7"}           | 400 JSON_PARSER_ERROR
            Lead        | {"LastName": 7, "Company": "c"}                                     | 400 JSON_PARSER_ERROR
            Lead        | {"LastName": "x", "Company": "c", "DoNotCall": "yes"}               | 400 JSON_PARSER_ERROR
            Lead        | {"LastName": "x", "Company": "c", "IsConverted": true}              | 400 INVALID_FIELD_FOR_INSERT_UPDATE
            Lead        | {"LastName": "x", "Company": "c", "Name": "x"}                      | 400 INVALID_FIELD_FOR_INSERT_UPDATE
            Lead        | {"LastName": "x", "Company": "c", "OwnerId": "nobody"}              | 400 MALFORMED_ID
            Lead        | {"LastName": "x", "Company": "c", "OwnerId": "005000000000999"}     | 400 INVALID_CROSS_REFERENCE_KEY
            Lead        | {"LastName": "x", "Company": "c", "OwnerId": "00Q000000000999"}     | 400 FIELD_INTEGRITY_EXCEPTION
            Lead        | {"LastName": "x",                                                   | 400 JSON_PARSER_ERROR
            Lead        | ["x"]                                                               | 400 JSON_PARSER_ERROR
            Opportunity | {"Name": "o", "StageName": "Prospecting"}                           | 400 REQUIRED_FIELD_MISSING
            Opportunity | {"Name": "o", "StageName": "s", "CloseDate": "31.12.2026"}          | 400 JSON_PARSER_ERROR
            Event       | {"Subject": "s"}                                                    | 400 REQUIRED_FIELD_MISSING
            Event       | {"Subject": "s", "StartDateTime": "2026-11-21T10:00:00Z"}           | 400 REQUIRED_FIELD_MISSING
            CampaignMember | {}                                                               | 400 REQUIRED_FIELD_MISSING
            User        | {"LastName": "x"}                                                   | 400 INSUFFICIENT_ACCESS_OR_READONLY
            Nothing     | {"LastName": "x"}                                                   | 404 NOT_FOUND
            """)
    void refusesWhatMayNotBeSaved(String type, String fields, String refusal) {
        assertThat(refusal(org.ask("POST", "sobjects/" + type, fields))).isEqualTo(refusal);
        assertThat(org.effects()).isEmpty();
    }

    @Test
    void aTextThatIsTooLongIsToldWithItsField() {
        var answer = org.ask("POST", "sobjects/Lead", "{\"Company\": \"c\", \"LastName\": \"" + "x".repeat(81) + "\"}");
        assertThat(refusal(answer)).isEqualTo("400 STRING_TOO_LONG");
        assertThat(json(answer).path(0).path("fields").path(0).asString()).isEqualTo("LastName");
        assertThat(json(answer).path(0).path("message").asString()).contains("max length=80");
    }

    @Test
    void aReferenceToADeletedRecordIsRefused() {
        String account = org.create("Account", "{\"Name\": \"Acme\"}");
        org.ask("DELETE", "sobjects/Account/" + account, "");
        assertThat(refusal(org.ask(
                        "POST", "sobjects/Contact", "{\"LastName\": \"x\", \"AccountId\": \"" + account + "\"}")))
                .isEqualTo("400 ENTITY_IS_DELETED");
    }

    @Test
    void aRequiredFieldCannotBeEmptiedLater() {
        String id = org.create("Lead", "{\"LastName\": \"x\", \"Company\": \"c\"}");
        assertThat(refusal(org.ask("PATCH", "sobjects/Lead/" + id, "{\"Company\": null}")))
                .isEqualTo("400 REQUIRED_FIELD_MISSING");
        assertThat(org.read("Lead", id).path("Company").asString()).isEqualTo("c");
    }

    @Test
    void anExternalIdIsUniqueWhateverItsCaseAmongRecordsThatLive() {
        String first = org.create("Task", "{\"Subject\": \"a\", \"External_ID__c\": \"k-1\"}");
        var second = org.ask("POST", "sobjects/Task", "{\"Subject\": \"b\", \"External_ID__c\": \"K-1\"}");
        assertThat(refusal(second)).isEqualTo("400 DUPLICATE_VALUE");
        assertThat(text(second)).contains(first);

        org.ask("DELETE", "sobjects/Task/" + first, "");
        org.create("Task", "{\"Subject\": \"b\", \"External_ID__c\": \"K-1\"}");
    }

    @Test
    void anUpsertCreatesThenChangesTheSameRecord() {
        var created = org.ask("PATCH", "sobjects/Lead/External_ID__c/k-1", "{\"LastName\": \"a\", \"Company\": \"c\"}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(json(created).path("created").asBoolean()).isTrue();

        var changed = org.ask("POST", "sobjects/Lead/External_ID__c/k-1?_HttpMethod=PATCH", "{\"LastName\": \"b\"}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(json(changed).path("created").asBoolean(true)).isFalse();
        assertThat(json(changed).path("id")).isEqualTo(json(created).path("id"));
        assertThat(json(org.get("sobjects/Lead/External_ID__c/k-1"))
                        .path("LastName")
                        .asString())
                .isEqualTo("b");
    }

    @Test
    void anUpsertBeforeVersion46AnswersWithoutABodyWhenItChanges() {
        String path = "/services/data/v45.0/sobjects/Lead/External_ID__c/k-1";
        assertThat(text(org.ask("PATCH", path, "{\"LastName\": \"a\", \"Company\": \"c\"}")))
                .doesNotContain("created");
        var changed = org.ask("PATCH", path, "{\"LastName\": \"b\"}");
        assertThat(changed.status()).isEqualTo(204);
        assertThat(changed.body()).isEmpty();
    }

    @Test
    void theKeyOfAnUpsertDoesNotBelongInItsBody() {
        assertThat(refusal(org.ask(
                        "PATCH",
                        "sobjects/Lead/External_ID__c/k-1",
                        "{\"LastName\": \"a\", \"Company\": \"c\", \"External_ID__c\": \"k-1\"}")))
                .isEqualTo("400 INVALID_FIELD");
        assertThat(refusal(org.ask("PATCH", "sobjects/Lead/Email/a@b.example", "{}")))
                .isEqualTo("404 NOT_FOUND");
    }

    @Test
    void aKeyThatSeveralRecordsHaveAnswersWithTheirAddresses() {
        org.setUp(
                "POST",
                "/_admin/objects/Lead/fields",
                "{\"name\": \"Loose__c\", \"type\": \"string\", \"externalId\": true}");
        String one = org.create("Lead", "{\"LastName\": \"a\", \"Company\": \"c\", \"Loose__c\": \"k\"}");
        String two = org.create("Lead", "{\"LastName\": \"b\", \"Company\": \"c\", \"Loose__c\": \"k\"}");

        for (String method : new String[] {"GET", "PATCH", "DELETE"}) {
            var answer = org.ask(method, "sobjects/Lead/Loose__c/k", method.equals("PATCH") ? "{}" : "");
            assertThat(answer.status()).isEqualTo(300);
            assertThat(text(answer)).contains("/sobjects/Lead/" + one, "/sobjects/Lead/" + two);
        }
    }

    @Test
    void anotherRecordCanBePointedToByItsExternalId() {
        org.create("Account", "{\"Name\": \"Acme\", \"External_ID__c\": \"a-1\"}");
        String contact = org.create("Contact", "{\"LastName\": \"x\", \"Account\": {\"External_ID__c\": \"a-1\"}}");
        assertThat(json(org.get("sobjects/Contact/" + contact + "/Account"))
                        .path("Name")
                        .asString())
                .isEqualTo("Acme");
        assertThat(refusal(org.ask(
                        "POST",
                        "sobjects/Contact",
                        "{\"LastName\": \"x\", \"Account\": {\"External_ID__c\": \"no\"}}")))
                .isEqualTo("400 INVALID_FIELD");
    }

    @Test
    void timesAreThoseOfTheClockToTheSecond() {
        org.clock.advance(Duration.ofMillis(700));
        String id = org.create("Lead", "{\"LastName\": \"x\", \"Company\": \"c\"}");
        org.clock.advance(Duration.ofMinutes(5));
        org.ask("PATCH", "sobjects/Lead/" + id, "{\"FirstName\": \"y\"}");

        JsonNode lead = org.read("Lead", id);
        assertThat(lead.path("CreatedDate").asString()).isEqualTo("2026-11-20T10:00:00.000+0000");
        assertThat(lead.path("SystemModstamp").asString()).isEqualTo("2026-11-20T10:05:00.000+0000");
        assertThat(lead.path("LastModifiedDate")).isEqualTo(lead.path("SystemModstamp"));
    }

    @Test
    void aConditionOnTheTimeOfTheLastChangeIsHeeded() {
        String id = org.create("Lead", "{\"LastName\": \"x\", \"Company\": \"c\"}");
        String path = "sobjects/Lead/" + id;
        String atCreation = "Fri, 20 Nov 2026 10:00:00 GMT";
        org.with("If-Modified-Since", atCreation);
        assertThat(org.get(path).status()).isEqualTo(304);
        org.without("If-Modified-Since").with("If-Unmodified-Since", atCreation);
        assertThat(org.ask("PATCH", path, "{\"FirstName\": \"a\"}").status()).isEqualTo(204);

        org.clock.advance(Duration.ofMinutes(1));
        assertThat(org.ask("PATCH", path, "{\"FirstName\": \"b\"}").status()).isEqualTo(204);
        assertThat(refusal(org.ask("PATCH", path, "{\"FirstName\": \"c\"}"))).isEqualTo("412 PRECONDITION_FAILED");
        org.without("If-Unmodified-Since").with("If-Modified-Since", atCreation);
        assertThat(json(org.get(path)).path("FirstName").asString()).isEqualTo("b");
    }

    @Test
    void anAccountTakesItsContactsAndOpportunitiesWithIt() {
        String account = org.create("Account", "{\"Name\": \"Acme\"}");
        String contact = org.create("Contact", "{\"LastName\": \"x\", \"AccountId\": \"" + account + "\"}");
        org.create(
                "Opportunity",
                "{\"Name\": \"o\", \"StageName\": \"Prospecting\", \"CloseDate\": \"2026-12-31\", \"AccountId\": \""
                        + account + "\", \"ContactId\": \"" + contact + "\"}");

        org.ask("DELETE", "sobjects/Account/" + account, "");

        assertThat(org.effects())
                .filteredOn(effect -> effect.action() == Action.DELETED)
                .extracting(Entry.Effect::type)
                .containsExactlyInAnyOrder("Account", "Contact", "Opportunity", "OpportunityContactRole");
    }

    @Test
    void thePlatformFillsInWhatFollowsFromOtherFields() {
        String opportunity = org.create(
                "Opportunity", "{\"Name\": \"o\", \"StageName\": \"Closed Won\", \"CloseDate\": \"2026-12-31\"}");
        JsonNode won = org.read("Opportunity", opportunity);
        assertThat(won.path("Probability").asDouble()).isEqualTo(100);
        assertThat(won.path("IsWon").asBoolean()).isTrue();

        String task = org.create("Task", "{\"Subject\": \"call\"}");
        org.ask("PATCH", "sobjects/Task/" + task, "{\"Status\": \"Completed\"}");
        JsonNode done = org.read("Task", task);
        assertThat(done.path("IsClosed").asBoolean()).isTrue();
        assertThat(done.path("CompletedDateTime").asString()).isEqualTo("2026-11-20T10:00:00.000+0000");

        String event = org.create(
                "Event",
                "{\"Subject\": \"m\", \"StartDateTime\": \"2026-11-21T10:00:00+0200\", \"DurationInMinutes\": 30}");
        assertThat(org.read("Event", event).path("EndDateTime").asString()).isEqualTo("2026-11-21T08:30:00.000+0000");
    }

    @Test
    void aPersonIsAMemberOfACampaignOnlyOnce() {
        String campaign = org.create("Campaign", "{\"Name\": \"c\"}");
        String lead = org.create("Lead", "{\"LastName\": \"x\", \"Company\": \"c\"}");
        String member = "{\"CampaignId\": \"" + campaign + "\", \"LeadId\": \"" + lead + "\"}";
        org.create("CampaignMember", member);
        assertThat(refusal(org.ask("POST", "sobjects/CampaignMember", member))).isEqualTo("400 DUPLICATE_VALUE");
    }

    @Test
    void whatChangedSinceIsListed() {
        String gone = org.create("Account", "{\"Name\": \"a\"}");
        String kept = org.create("Account", "{\"Name\": \"b\"}");
        org.ask("DELETE", "sobjects/Account/" + gone, "");
        String between = "?start=2026-11-20T09:59:00Z&end=2026-11-20T10:01:00%2B00:00";

        assertThat(json(org.get("sobjects/Account/updated/" + between)).path("ids"))
                .hasSize(1);
        assertThat(text(org.get("sobjects/Account/updated/" + between))).contains(kept);
        assertThat(text(org.get("sobjects/Account/deleted/" + between)))
                .contains(gone)
                .doesNotContain(kept);
        assertThat(refusal(org.get("sobjects/Account/updated/?start=x&end=y")))
                .isEqualTo("400 INVALID_REPLICATION_DATE");
    }

    @Test
    void aPathOrMethodThatIsNotThereIsSaidSo() {
        assertThat(refusal(org.get("nowhere"))).isEqualTo("404 NOT_FOUND");
        assertThat(refusal(org.get("/services/data/latest/sobjects"))).isEqualTo("404 NOT_FOUND");
        assertThat(refusal(org.ask("PUT", "sobjects/Lead/00Q", ""))).isEqualTo("405 METHOD_NOT_ALLOWED");
    }
}
