package dev.handrail.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.handrail.connector.Fields;
import dev.handrail.connector.RecordType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoqlTest {

    @Test
    void writesEachValueByItsType() {
        Soql query = Soql.select("Lead", List.of("Id", "Owner.Name"))
                .where(Soql.equal("Company", "O'Brien \\ \"Söhne\""))
                .where(Soql.equal("AnnualRevenue", new BigDecimal("1E+3")))
                .where(Soql.equal("IsConverted", false))
                .where(Soql.equal("ConvertedDate", LocalDate.of(2026, 11, 20)))
                .where(Soql.from("SystemModstamp", Instant.parse("2026-11-20T10:00:00Z")))
                .where(Soql.any(Soql.differs("Title", "Boss"), Soql.differs("Phone", null)))
                .where(Soql.startsWith("Email", "50%_"))
                .ascending("CreatedDate")
                .limit(3);

        assertThat(query)
                .hasToString("SELECT Id, Owner.Name FROM Lead WHERE Company = 'O\\'Brien \\\\ \\\"Söhne\\\"'"
                        + " AND AnnualRevenue = 1000 AND IsConverted = false AND ConvertedDate = 2026-11-20"
                        + " AND SystemModstamp >= 2026-11-20T10:00:00Z"
                        + " AND ((Title != 'Boss' OR Title = null) OR Phone != null)"
                        + " AND Email LIKE '50\\%\\_%' ORDER BY CreatedDate ASC LIMIT 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Id, Name", "Id FROM User", "Name'", "(SELECT Id FROM Leads)", "1d", "a.b."})
    void takesNothingButApiNames(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Soql.select(name, List.of("Id")));
        assertThatIllegalArgumentException().isThrownBy(() -> Soql.select("Lead", List.of(name)));
        assertThatIllegalArgumentException().isThrownBy(() -> Soql.equal(name, "x"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Soql.select("Lead", List.of("Id")).ascending(name));
    }

    @Test
    void takesNoValueOfATypeItDoesNotKnow() {
        assertThatIllegalArgumentException().isThrownBy(() -> Soql.equal("Name", new StringBuilder("x' OR Name != '")));
    }

    @Test
    void searchesForWordsAndNothingElse() {
        Sosl sosl = new Sosl(Sosl.Scope.NAME, "Account", List.of("Id"), 5);
        Sosl.words("Acme} OR {* (Tools)").forEach(sosl::orPrefix);

        assertThat(sosl.toString())
                .isEqualTo("FIND {acme* OR or* OR tools*} IN NAME FIELDS RETURNING Account(Id) LIMIT 5");
        assertThat(new Sosl(Sosl.Scope.NAME, "Account", List.of("Id"), 5)
                        .orPrefix("a")
                        .isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("dev.handrail.salesforce.SalesforceTextTest#naughtyStrings")
    void keepsANaughtyStringAmongTheWords(String naughty) {
        List<String> words = Sosl.words(naughty);
        Sosl sosl = new Sosl(Sosl.Scope.ALL, "Lead", List.of("Id"), 5).orPhrase(words);
        words.forEach(sosl::orPrefix);

        assertThat(sosl.toString())
                .matches("FIND \\{[\\p{L}\\p{N} *\"]*} IN ALL FIELDS RETURNING Lead\\(Id\\) LIMIT 5");
    }

    @Test
    void searchesInNothingButApiNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sosl(Sosl.Scope.ALL, "Lead(Id), Contact", List.of("Id"), 5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sosl(Sosl.Scope.ALL, "Lead", List.of("Id) LIMIT 1"), 5));
    }

    @ParameterizedTest
    @FieldSource("dev.handrail.connector.RecordType#IN_EVERY_CRM")
    void hasAPlaceForEveryField(RecordType type) {
        assertThat(SalesforceObject.of(type).fields().stream().map(Field::name))
                .containsExactlyInAnyOrderElementsOf(Fields.of(type));
    }

    @ParameterizedTest
    @CsvSource({"Wal-Mart, Walmart", "Mc Donalds, McDonald's", "Procter and Gamble, Procter & Gamble"})
    void takesNamesThatAreWrittenInAnotherWayForAlike(String one, String other) {
        assertThat(AccountNames.likeness(one, other)).isEqualTo(1.0);
    }

    @Test
    void noticesTextThatSalesforceWouldTakeForAReference() {
        assertThat(Composite.wouldBeMisread(Map.of("Subject", "see @{x.id}"))).isTrue();
        assertThat(Composite.wouldBeMisread(Map.of("Subject", "dana@example.com {x}")))
                .isFalse();
    }

    @Test
    void takesNoBatchOfAnswersThatHasOneTooFewOrTooMany() {
        Batch asked = new Batch("v65.0").query("it", Soql.select("Lead", List.of("Id")));
        Map<String, Object> answer = Map.of("statusCode", 200, "result", Map.of("records", List.of()));

        assertThat(asked.answers(new Row(Map.of("results", List.of(answer))))).containsOnlyKeys("it");
        assertThat(asked.answers(new Row(Map.of("results", List.of())))).isEmpty();
        assertThat(asked.answers(new Row(Map.of("results", List.of(answer, answer)))))
                .isEmpty();
    }

    @Test
    void takesNoAnswerThatBelongsToAnotherRequest() {
        Composite asked = new Composite("v65.0", false).query("it", Soql.select("Lead", List.of("Id")));
        Map<String, Object> others = Map.of(
                "compositeResponse", List.of(Map.of("referenceId", "it_zz0", "httpStatusCode", 200, "body", Map.of())));

        assertThat(asked.answers(new Row(others))).isEmpty();
    }
}
