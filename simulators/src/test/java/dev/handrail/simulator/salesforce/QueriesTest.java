package dev.handrail.simulator.salesforce;

import static dev.handrail.simulator.salesforce.OrgClient.json;
import static dev.handrail.simulator.salesforce.OrgClient.refusal;
import static dev.handrail.simulator.salesforce.OrgClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class QueriesTest {

    private final OrgClient org = new OrgClient();
    private String acme;

    @BeforeEach
    void fill() {
        acme = org.create(
                "Account", "{\"Name\": \"Acme, Inc.\", \"Website\": \"acme.example\", \"AnnualRevenue\": 5000000}");
        org.create("Account", "{\"Name\": \"umbra\", \"Industry\": \"Media\", \"NumberOfEmployees\": 12}");
        org.clock.advance(Duration.ofDays(40));
        org.create("Account", "{\"Name\": \"50% O'Brien_Co\", \"AnnualRevenue\": 10.5}");
        org.create(
                "Contact",
                "{\"LastName\": \"Reyes\", \"Email\": \"Dana@Acme.example\", \"AccountId\": \"" + acme + "\"}");
        org.create("Contact", "{\"LastName\": \"Alone\"}");
        org.create(
                "Opportunity",
                "{\"Name\": \"o\", \"StageName\": \"Closed Won\", \"CloseDate\": \"2026-12-31\", \"AccountId\": \""
                        + acme + "\"}");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            SELECT Name FROM Account                                                         | Acme, Inc.;umbra;50% O'Brien_Co
            select NAME from account where name = 'ACME, INC.'                               | Acme, Inc.
            SELECT Name FROM Account WHERE Name != 'umbra'                                   | Acme, Inc.;50% O'Brien_Co
            SELECT Name FROM Account WHERE Industry != 'Media'                               | Acme, Inc.;50% O'Brien_Co
            SELECT Name FROM Account WHERE Industry = null                                   | Acme, Inc.;50% O'Brien_Co
            SELECT Name FROM Account WHERE Industry <> NULL                                  | umbra
            SELECT Name FROM Account WHERE AnnualRevenue > 10.4                              | Acme, Inc.;50% O'Brien_Co
            SELECT Name FROM Account WHERE AnnualRevenue <= 10.5                             | 50% O'Brien_Co
            SELECT Name FROM Account WHERE NumberOfEmployees IN (12, 13)                     | umbra
            SELECT Name FROM Account WHERE Name IN ('umbra', 'nobody')                       | umbra
            SELECT Name FROM Account WHERE Name NOT IN ('umbra')                             | Acme, Inc.;50% O'Brien_Co
            SELECT Name FROM Account WHERE Name LIKE 'acme%'                                 | Acme, Inc.
            SELECT Name FROM Account WHERE Name LIKE '_mbra'                                 | umbra
            SELECT Name FROM Account WHERE Name LIKE '50\\% O\\'Brien\\_Co'                  | 50% O'Brien_Co
            SELECT Name FROM Account WHERE Name LIKE '\\_mbra'                               |
            SELECT Name FROM Account WHERE Name = '50% O\\'Brien_Co'                         | 50% O'Brien_Co
            SELECT Name FROM Account WHERE (Name = 'umbra' OR Name LIKE 'A%') AND Website != null | Acme, Inc.
            SELECT Name FROM Account WHERE NOT Name = 'umbra'                                | Acme, Inc.;50% O'Brien_Co
            SELECT Name FROM Account WHERE NOT (Name = 'umbra' OR Website != null)           | 50% O'Brien_Co
            SELECT Name FROM Account WHERE CreatedDate = TODAY                               | 50% O'Brien_Co
            SELECT Name FROM Account WHERE CreatedDate < LAST_N_DAYS:30                      | Acme, Inc.;umbra
            SELECT Name FROM Account WHERE CreatedDate >= 2026-12-01T00:00:00Z               | 50% O'Brien_Co
            SELECT Name FROM Account WHERE CreatedDate < 2026-11-20T11:00:00+01:00           |
            SELECT Name FROM Account WHERE CreatedDate = LAST_MONTH                          | Acme, Inc.;umbra
            SELECT Name FROM Account WHERE IsDeleted = false ORDER BY Name DESC              | umbra;Acme, Inc.;50% O'Brien_Co
            SELECT Name FROM Account ORDER BY AnnualRevenue                                  | umbra;50% O'Brien_Co;Acme, Inc.
            SELECT Name FROM Account ORDER BY AnnualRevenue DESC NULLS LAST                  | Acme, Inc.;50% O'Brien_Co;umbra
            SELECT Name FROM Account ORDER BY Name LIMIT 1 OFFSET 1                          | Acme, Inc.
            SELECT Name FROM Account WHERE Id IN (SELECT AccountId FROM Contact WHERE LastName = 'Reyes') | Acme, Inc.
            SELECT Name FROM Account WHERE Id NOT IN (SELECT AccountId FROM Contact)         | umbra;50% O'Brien_Co
            SELECT a.Name FROM Account a WHERE a.Name = 'umbra'                              | umbra
            SELECT Name FROM Contact WHERE Email = 'dana@acme.example'                       | Reyes
            SELECT Name FROM Contact WHERE Account.Name LIKE 'Acme%'                         | Reyes
            SELECT Name FROM Contact WHERE Account.Owner.Name = 'Handrail Integration'       | Reyes
            SELECT Name FROM Contact WHERE AccountId = null                                  | Alone
            SELECT Name FROM Opportunity WHERE IsWon = TRUE AND CloseDate = 2026-12-31       | o
            SELECT Name FROM Opportunity WHERE CloseDate = THIS_MONTH                        | o
            SELECT Name FROM Account WHERE Name = 'umbra' FOR VIEW                           | umbra
            """)
    void findsWhatItShould(String soql, String names) {
        List<String> expected = names == null ? List.of() : List.of(names.split(";"));
        assertThat(org.found(soql)
                        .valueStream()
                        .map(record -> record.path("Name").asString()))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            SELECT Name Account                                       | 400 MALFORMED_QUERY
            SELECT FROM Account                                       | 400 MALFORMED_QUERY
            SELECT Name FROM Account WHERE                            | 400 MALFORMED_QUERY
            SELECT Name FROM Account WHERE Name = 'x                  | 400 MALFORMED_QUERY
            SELECT Name FROM Account WHERE Name = x                   | 400 MALFORMED_QUERY
            SELECT Name FROM Account WHERE Name = 'a' AND Name = 'b' OR Name = 'c' | 400 MALFORMED_QUERY
            SELECT Name FROM Account LIMIT -1                         | 400 MALFORMED_QUERY
            SELECT Name FROM Account; DROP                            | 400 MALFORMED_QUERY
            SELECT * FROM Account                                     | 400 MALFORMED_QUERY
            SELECT Name FROM Nothing                                  | 400 INVALID_TYPE
            SELECT Nope FROM Account                                  | 400 INVALID_FIELD
            SELECT Name, name FROM Account                            | 400 INVALID_FIELD
            SELECT Nope.Name FROM Account                             | 400 INVALID_FIELD
            SELECT Name FROM Account WHERE Nope = 'x'                 | 400 INVALID_FIELD
            SELECT Name FROM Account WHERE Name = 5                   | 400 INVALID_FIELD
            SELECT Name FROM Account WHERE AnnualRevenue = '5'        | 400 INVALID_FIELD
            SELECT Name FROM Account WHERE CreatedDate = '2026-11-20' | 400 INVALID_FIELD
            SELECT Name FROM Account WHERE IsDeleted = 'false'        | 400 INVALID_FIELD
            SELECT Name FROM Account WHERE Description = 'x'          | 400 INVALID_FIELD
            SELECT Name FROM Account WHERE Id = 'x'                   | 400 INVALID_QUERY_FILTER_OPERATOR
            SELECT Name FROM Account OFFSET 2001                      | 400 NUMBER_OUTSIDE_VALID_RANGE
            SELECT Name, (SELECT Id FROM Nothings) FROM Account       | 400 INVALID_TYPE
            """)
    void refusesWhatItCannotRead(String soql, String refusal) {
        assertThat(refusal(org.query(soql))).isEqualTo(refusal);
    }

    @Test
    void aRefusalShowsWhereItWentWrong() {
        assertThat(json(org.query("SELECT Id FROM Account WHERE Nope = 1"))
                        .path(0)
                        .path("message")
                        .asString())
                .contains("ERROR at Row:1:Column:30")
                .contains("No such column 'Nope' on entity 'Account'");
    }

    @Test
    void showsFieldsOfTheRecordsThatAreReferredTo() {
        JsonNode records =
                org.found("SELECT LastName, Account.Name, Account.Owner.Name FROM Contact ORDER BY LastName DESC");
        JsonNode account = records.path(0).path("Account");
        assertThat(account.path("attributes").path("type").asString()).isEqualTo("Account");
        assertThat(account.path("Name").asString()).isEqualTo("Acme, Inc.");
        assertThat(account.path("Owner").path("Name").asString()).isEqualTo("Handrail Integration");
        assertThat(records.path(1).path("Account").isNull()).isTrue();
    }

    @Test
    void showsTheNameOfWhomATaskIsAbout() {
        String lead = org.create("Lead", "{\"LastName\": \"Lee\", \"Company\": \"c\"}");
        org.create("Task", "{\"Subject\": \"call\", \"WhoId\": \"" + lead + "\", \"WhatId\": \"" + acme + "\"}");
        assertThat(org.found("SELECT Who.Name, What.Name FROM Task")
                        .path(0)
                        .path("Who")
                        .path("Name")
                        .asString())
                .isEqualTo("Lee");
    }

    @Test
    void showsTheRecordsThatHangOnOne() {
        JsonNode account = org.found(
                        "SELECT Name, (SELECT LastName FROM Contacts), (SELECT Id FROM Tasks) FROM Account WHERE Name LIKE 'A%'")
                .path(0);
        assertThat(account.path("Contacts")
                        .path("records")
                        .path(0)
                        .path("LastName")
                        .asString())
                .isEqualTo("Reyes");
        assertThat(account.path("Tasks").isNull()).isTrue();
    }

    @Test
    void countsWithoutShowing() {
        JsonNode counted = json(org.query("SELECT COUNT() FROM Contact"));
        assertThat(counted.path("totalSize").asInt()).isEqualTo(2);
        assertThat(counted.path("records")).isEmpty();
    }

    @Test
    void allFieldsCanBeAskedForByOneWord() {
        assertThat(org.found("SELECT FIELDS(CUSTOM) FROM Contact LIMIT 1")
                        .path(0)
                        .has("AI_Intent__c"))
                .isTrue();
        assertThat(org.found("SELECT FIELDS(STANDARD) FROM Contact LIMIT 1")
                        .path(0)
                        .has("AI_Intent__c"))
                .isFalse();
    }

    @Test
    void deletedRecordsAreFoundOnlyWhenAskedFor() {
        org.ask("DELETE", "sobjects/Account/" + acme, "");
        assertThat(org.found("SELECT Id FROM Account")).hasSize(2);
        assertThat(json(org.get("queryAll?q=SELECT+Id+FROM+Account+WHERE+IsDeleted=true"))
                        .path("records"))
                .hasSize(1);
    }

    @Test
    void longResultsComeInPages() {
        String records = String.join(
                ",",
                IntStream.range(0, 200)
                        .mapToObj(i -> "{\"attributes\": {\"type\": \"Task\"}, \"Subject\": \"t" + i + "\"}")
                        .toList());
        for (int i = 0; i < 3; i++) org.ask("POST", "composite/sobjects", "{\"records\": [" + records + "]}");

        org.with("Sforce-Query-Options", "batchSize=200");
        JsonNode page = json(org.query("SELECT Subject FROM Task"));
        assertThat(page.path("totalSize").asInt()).isEqualTo(600);
        assertThat(page.path("done").asBoolean()).isFalse();
        assertThat(page.path("records")).hasSize(200);

        JsonNode second = json(org.get(page.path("nextRecordsUrl").asString()));
        assertThat(second.path("nextRecordsUrl").asString()).endsWith("-400");
        JsonNode last = json(org.get(second.path("nextRecordsUrl").asString()));
        assertThat(last.path("done").asBoolean()).isTrue();
        assertThat(last.path("records").path(199).path("Subject").asString()).isEqualTo("t199");
        assertThat(refusal(org.get("query/01gHr0000009999AAA-200"))).isEqualTo("400 INVALID_QUERY_LOCATOR");
    }

    @Test
    void statusesAndStagesAreRecordsToo() {
        assertThat(text(org.query("SELECT MasterLabel FROM LeadStatus WHERE IsConverted = true")))
                .contains("Closed - Converted");
        assertThat(org.found(
                                "SELECT ApiName, DefaultProbability FROM OpportunityStage WHERE IsActive = true ORDER BY SortOrder")
                        .path(0)
                        .path("ApiName")
                        .asString())
                .isEqualTo("Prospecting");
    }
}
