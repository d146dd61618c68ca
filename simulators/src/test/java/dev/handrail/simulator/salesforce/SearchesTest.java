package dev.handrail.simulator.salesforce;

import static dev.handrail.simulator.salesforce.OrgClient.json;
import static dev.handrail.simulator.salesforce.OrgClient.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.simulator.http.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SearchesTest {

    private final OrgClient org = new OrgClient();

    @BeforeEach
    void fill() {
        org.create("Account", "{\"Name\": \"Acme, Inc.\", \"Website\": \"https://www.acme.example/about\"}");
        org.create("Account", "{\"Name\": \"Acmeville\", \"Phone\": \"+1 555 0100\", \"Industry\": \"Media\"}");
        org.create("Account", "{\"Name\": \"Big Acme Sons & Co (Ltd)\"}");
        org.create("Lead", "{\"LastName\": \"Acme\", \"Company\": \"Umbra\", \"Email\": \"a@umbra.example\"}");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            FIND {acme} IN NAME FIELDS RETURNING Account(Name)                          | Acme, Inc.;Big Acme Sons & Co (Ltd)
            FIND {acme*} IN NAME FIELDS RETURNING Account(Name)                         | Acme, Inc.;Acmeville;Big Acme Sons & Co (Ltd)
            FIND {acme.example} IN ALL FIELDS RETURNING Account(Name)                   | Acme, Inc.
            FIND {acme.example} IN NAME FIELDS RETURNING Account(Name)                  |
            FIND {"big acme"} RETURNING Account(Name)                                   | Big Acme Sons & Co (Ltd)
            FIND {sons acme} RETURNING Account(Name)                                    | Big Acme Sons & Co (Ltd)
            FIND {acme AND NOT big} RETURNING Account(Name)                             | Acme, Inc.
            FIND {acmeville OR (big AND sons)} RETURNING Account(Name)                  | Acmeville;Big Acme Sons & Co (Ltd)
            FIND {Sons \\& Co \\(Ltd\\)} RETURNING Account(Name)                        | Big Acme Sons & Co (Ltd)
            FIND {ac?e} RETURNING Account(Name)                                         | Acme, Inc.;Big Acme Sons & Co (Ltd)
            FIND {0100} IN PHONE FIELDS RETURNING Account(Name)                         | Acmeville
            FIND {umbra} IN EMAIL FIELDS RETURNING Lead(Name), Account(Name)            | Acme
            FIND {acme*} RETURNING Account(Name WHERE Industry = 'Media')               | Acmeville
            FIND {acme*} RETURNING Account(Name ORDER BY Name DESC LIMIT 2)             | Big Acme Sons & Co (Ltd);Acmeville
            FIND {acme*} RETURNING Account(Name), Lead(Name) LIMIT 1                    | Acme, Inc.
            """)
    void findsWordByWord(String sosl, String names) {
        List<String> expected = names == null ? List.of() : List.of(names.split(";"));
        assertThat(names(search(sosl))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            FIND acme RETURNING Account                  | 400 MALFORMED_SEARCH
            FIND {a} RETURNING Account                   | 400 MALFORMED_SEARCH
            FIND {acme & co} RETURNING Account           | 400 MALFORMED_SEARCH
            FIND {(acme} RETURNING Account               | 400 MALFORMED_SEARCH
            FIND {acme)} RETURNING Account               | 400 MALFORMED_SEARCH
            FIND {"acme} RETURNING Account               | 400 MALFORMED_SEARCH
            FIND {acme AND} RETURNING Account            | 400 MALFORMED_SEARCH
            FIND {acme} RETURNING Account(Name           | 400 MALFORMED_SEARCH
            FIND {acme} RETURNING Nothing(Id)            | 400 INVALID_TYPE
            FIND {acme} RETURNING Account(Nope)          | 400 INVALID_FIELD
            """)
    void refusesWhatItCannotRead(String sosl, String refusal) {
        assertThat(refusal(search(sosl))).isEqualTo(refusal);
    }

    @Test
    void withoutAListItSearchesEverything() {
        JsonNode found = json(search("FIND {acme}")).path("searchRecords");
        assertThat(found.valueStream()
                        .map(each -> each.path("attributes").path("type").asString()))
                .containsExactlyInAnyOrder("Lead", "Account", "Account");
    }

    @Test
    void searchesByParameters() {
        String query = "parameterizedSearch?q=acme&in=NAME&sobject=Account&Account.fields=Id,Name&Account.limit=1";
        assertThat(names(org.get(query))).containsExactly("Acme, Inc.");
        assertThat(names(org.ask("POST", "parameterizedSearch", """
                        {"q": "acme & co", "in": "NAME", "fields": ["Name"],
                         "sobjects": [{"name": "Account", "where": "Industry = null"}, {"name": "Lead"}]}"""))).containsExactly("Big Acme Sons & Co (Ltd)");
    }

    @Test
    void knowsOfAChangeOnlyAfterTheLagThatWasSet() {
        org.setUp("PUT", "/_admin/search", "{\"lagMillis\": 60000}");
        org.create("Account", "{\"Name\": \"Newcomer\"}");
        assertThat(names(search("FIND {newcomer} RETURNING Account(Name)"))).isEmpty();

        org.clock.advance(Duration.ofSeconds(61));
        assertThat(names(search("FIND {newcomer} RETURNING Account(Name)"))).containsExactly("Newcomer");
    }

    private Answer search(String sosl) {
        return org.get("search?q=" + URLEncoder.encode(sosl, StandardCharsets.UTF_8));
    }

    private static Stream<String> names(Answer answer) {
        return json(answer)
                .path("searchRecords")
                .valueStream()
                .map(each -> each.path("Name").asString());
    }
}
