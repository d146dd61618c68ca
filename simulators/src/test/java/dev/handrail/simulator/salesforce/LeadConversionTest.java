package dev.handrail.simulator.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.simulator.ledger.Action;
import dev.handrail.simulator.ledger.Entry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Over SOAP, as clients do it. */
class LeadConversionTest {

    private final OrgClient org = new OrgClient();
    private String lead;

    @BeforeEach
    void aLead() {
        lead = org.create(
                "Lead",
                "{\"LastName\": \"Reyes\", \"FirstName\": \"Dana\", \"Company\": \"Acme\", \"Email\": \"d@acme.example\","
                        + " \"City\": \"Graz\", \"Website\": \"acme.example\", \"LeadSource\": \"Web\"}");
    }

    @Test
    void becomesAnAccountAContactAndAnOpportunity() {
        String task = org.create("Task", "{\"Subject\": \"call\", \"WhoId\": \"" + lead + "\"}");
        String answer = convert("<convertedStatus>Closed - Converted</convertedStatus>");
        assertThat(answer).contains("<success>true</success>", "<leadId>" + lead + "</leadId>");

        JsonNode converted = org.read("Lead", lead);
        assertThat(converted.path("IsConverted").asBoolean()).isTrue();
        assertThat(converted.path("ConvertedDate").asString()).isEqualTo("2026-11-20");
        assertThat(converted.path("Status").asString()).isEqualTo("Closed - Converted");
        JsonNode account =
                org.read("Account", converted.path("ConvertedAccountId").asString());
        assertThat(account.path("Name").asString()).isEqualTo("Acme");
        assertThat(account.path("BillingCity").asString()).isEqualTo("Graz");
        JsonNode contact =
                org.read("Contact", converted.path("ConvertedContactId").asString());
        assertThat(contact.path("Name").asString()).isEqualTo("Dana Reyes");
        assertThat(contact.path("AccountId")).isEqualTo(account.path("Id"));
        JsonNode opportunity =
                org.read("Opportunity", converted.path("ConvertedOpportunityId").asString());
        assertThat(opportunity.path("Name").asString()).isEqualTo("Acme-");
        assertThat(opportunity.path("StageName").asString()).isEqualTo("Prospecting");
        assertThat(opportunity.path("CloseDate").asString()).isEqualTo("2026-12-31");
        JsonNode moved = org.read("Task", task);
        assertThat(moved.path("WhoId")).isEqualTo(contact.path("Id"));
        assertThat(moved.path("WhatId")).isEqualTo(opportunity.path("Id"));
        assertThat(org.effects())
                .extracting(Entry.Effect::action)
                .contains(Action.CONVERTED)
                .doesNotContain(Action.UPDATED);
    }

    @Test
    void goesIntoRecordsThatAreThereAndFillsOnlyWhatIsEmpty() {
        String account = org.create("Account", "{\"Name\": \"Acme Holding\"}");
        String contact = org.create("Contact", "{\"LastName\": \"Reyes-Lee\", \"AccountId\": \"" + account + "\"}");
        String answer = convert("<accountId>" + account + "</accountId><contactId>" + contact
                + "</contactId><convertedStatus>Qualified</convertedStatus>"
                + "<doNotCreateOpportunity>true</doNotCreateOpportunity>");

        assertThat(answer)
                .contains("<accountId>" + account, "<contactId>" + contact)
                .containsPattern("<opportunityId [^>]*nil=\"true\"");
        assertThat(org.read("Account", account).path("Name").asString()).isEqualTo("Acme Holding");
        assertThat(org.read("Account", account).path("Website").asString()).isEqualTo("acme.example");
        assertThat(org.read("Contact", contact).path("LastName").asString()).isEqualTo("Reyes-Lee");
        assertThat(org.found("SELECT Id FROM Opportunity")).isEmpty();
    }

    @Test
    void overwritesTheSourceOfAContactOnlyWhenTold() {
        String account = org.create("Account", "{\"Name\": \"Acme\"}");
        String contact = org.create(
                "Contact", "{\"LastName\": \"Reyes\", \"LeadSource\": \"Other\", \"AccountId\": \"" + account + "\"}");
        convert("<accountId>" + account + "</accountId><contactId>" + contact
                + "</contactId><convertedStatus>Qualified</convertedStatus>"
                + "<overwriteLeadSource>true</overwriteLeadSource>");
        assertThat(org.read("Contact", contact).path("LeadSource").asString()).isEqualTo("Web");
    }

    @Test
    void happensOnceOnly() {
        String wanted = "<convertedStatus>Closed - Converted</convertedStatus>";
        convert(wanted);
        assertThat(convert(wanted))
                .contains("<success>false</success>", "<statusCode>CANNOT_UPDATE_CONVERTED_LEAD</statusCode>");
        assertThat(org.found("SELECT Id FROM Account")).hasSize(1);
        assertThat(OrgClient.refusal(org.ask("PATCH", "sobjects/Lead/" + lead, "{\"Title\": \"x\"}")))
                .isEqualTo("400 CANNOT_UPDATE_CONVERTED_LEAD");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            <convertedStatus>Open - Not Contacted</convertedStatus>                                                | INVALID_STATUS
            <convertedStatus></convertedStatus>                                                                    | INVALID_STATUS
            <accountId>001000000000999</accountId><convertedStatus>Qualified</convertedStatus>                     | INVALID_CROSS_REFERENCE_KEY
            <contactId>003000000000999</contactId><convertedStatus>Qualified</convertedStatus>                     | REQUIRED_FIELD_MISSING
            """)
    void whatCannotBeDoneLeavesNoTrace(String wanted, String code) {
        assertThat(convert(wanted)).contains("<statusCode>" + code + "</statusCode>");
        assertThat(org.found("SELECT Id FROM Account")).isEmpty();
        assertThat(org.read("Lead", lead).path("IsConverted").asBoolean(true)).isFalse();
    }

    @Test
    void aContactOfAnotherAccountIsRefusedAndNothingIsKept() {
        String account = org.create("Account", "{\"Name\": \"a\"}");
        String stranger = org.create("Contact", "{\"LastName\": \"x\"}");
        int before = org.effects().size();
        assertThat(convert("<accountId>" + account + "</accountId><contactId>" + stranger
                        + "</contactId><convertedStatus>Qualified</convertedStatus>"))
                .contains("INVALID_CROSS_REFERENCE_KEY");
        assertThat(org.effects()).hasSize(before);
        assertThat(org.read("Account", account).path("Website").isNull()).isTrue();
    }

    @Test
    void signsInSaysTheTimeAndRefusesStrangers() {
        String login = "<login><username>handrail@example.com</username><password>%s</password></login>";
        assertThat(soap("", login.formatted("simulator-password")))
                .contains("<sessionId>00D", "/services/Soap/u/65.0/00D", "<userEmail>handrail@example.com</userEmail>");
        assertThat(soap("", login.formatted("wrong"))).contains("LoginFault", "INVALID_LOGIN");
        assertThat(soap(org.salesforce.accessToken(), "<getServerTimestamp/>"))
                .contains("<timestamp>2026-11-20T10:00:00Z</timestamp>");
        assertThat(soap(org.salesforce.accessToken(), "<getUserInfo/>")).contains("<organizationId>00D");
        assertThat(soap("nonsense", "<getUserInfo/>")).contains("INVALID_SESSION_ID");
        assertThat(soap(org.salesforce.accessToken(), "<describeTabs/>")).contains("Not simulated: describeTabs");
        assertThat(OrgClient.text(org.ask("POST", "/services/Soap/u/65.0", "not xml")))
                .contains("soapenv:Fault");
    }

    @Test
    void bringsBackWhatWasDeleted() {
        org.ask("DELETE", "sobjects/Lead/" + lead, "");
        String undelete = "<undelete><ids>" + lead + "</ids></undelete>";
        assertThat(soap(org.salesforce.accessToken(), undelete)).contains("<success>true</success>");
        assertThat(org.read("Lead", lead).path("Name").asString()).isEqualTo("Dana Reyes");
        assertThat(soap(org.salesforce.accessToken(), undelete))
                .contains("<success>false</success>", "UNDELETE_FAILED");
        assertThat(org.effects().getLast().action()).isEqualTo(Action.UNDELETED);
    }

    private String convert(String wanted) {
        return soap(
                org.salesforce.accessToken(),
                "<convertLead><leadConverts><leadId>" + lead + "</leadId>" + wanted + "</leadConverts></convertLead>");
    }

    private String soap(String session, String operation) {
        return OrgClient.text(org.ask("POST", "/services/Soap/u/65.0", """
                <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="urn:partner.soap.sforce.com">
                <soapenv:Header><SessionHeader><sessionId>%s</sessionId></SessionHeader></soapenv:Header>
                <soapenv:Body>%s</soapenv:Body></soapenv:Envelope>""".formatted(session, operation)));
    }
}
