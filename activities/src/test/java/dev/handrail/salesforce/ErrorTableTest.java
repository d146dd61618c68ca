package dev.handrail.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.connector.RecordType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row of errors.csv is a promise to whoever calls: a row that changes changes what they have to do. */
class ErrorTableTest {

    private static final String ROWS = "errors.csv";
    private static final List<String> SECRETS = List.of("dana", "example.com", "00DHr0", "AQEAQ", "Reyes");
    private static final String SECRETIVE =
            "Reyes (dana.reyes@example.com) with 00DHr00000001AB!AQEAQtoken: duplicates value on record with id";

    private static Answer answer(int status, String code, String message) {
        return new Answer(
                status,
                List.of(Map.of("errorCode", code, "message", message, "fields", List.of("Email", "dana@example.com"))));
    }

    private static CrmFailure failure(int status, String code, String message, boolean writing) {
        return answer(status, code, message).failure(SalesforceObject.of(RecordType.LEAD), List.of(), writing);
    }

    @ParameterizedTest(name = "{1} ({0}) is {2} of a read and {3} of a write")
    @CsvFileSource(resources = ROWS, numLinesToSkip = 1)
    void saysWhatTheCallerCanDo(int status, String code, Kind reading, Kind writing, Long seconds) {
        CrmFailure read = failure(status, code == null ? "" : code, SECRETIVE, false);
        CrmFailure write = failure(status, code == null ? "" : code, SECRETIVE, true);

        assertThat(read.kind()).isEqualTo(reading);
        assertThat(write.kind()).isEqualTo(writing);
        for (CrmFailure failure : List.of(read, write)) {
            assertThat(failure.retryAfter()).isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
            assertThat(failure.getMessage()).isNotBlank().doesNotContain(SECRETS);
            assertThat(failure.existing()).isEmpty();
        }
    }

    @Test
    void hasARowForEachCodeAndStatusOfTheTable() throws IOException {
        List<String[]> rows;
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(ErrorTableTest.class.getResourceAsStream(ROWS), StandardCharsets.UTF_8))) {
            rows = lines.lines().skip(1).map(line -> line.split(",", -1)).toList();
        }

        assertThat(rows).extracting(row -> row[1]).containsAll(ErrorTable.MEANINGS.keySet());
        assertThat(rows)
                .filteredOn(row -> row[1].isEmpty())
                .extracting(row -> Integer.valueOf(row[0]))
                .containsAll(ErrorTable.STATUSES.keySet());
    }

    @ParameterizedTest
    @CsvSource({
        "TotalRequests Limit exceeded., 900",
        "ConcurrentRequests (Concurrent API Requests) Limit exceeded., 30",
        "'', 900"
    })
    void tellsTheDayThatIsUsedUpFromTooMuchAtOnce(String message, long seconds) {
        CrmFailure failure = failure(403, "REQUEST_LIMIT_EXCEEDED", message, true);

        assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(failure.retryAfter()).hasSeconds(seconds);
    }

    @Test
    void namesTheFieldInHandrailsWords() {
        assertThat(failure(400, "INVALID_EMAIL_ADDRESS", SECRETIVE, true)).hasMessageEndingWith("(email)");
    }

    @Test
    void namesTheRecordThatHoldsAUniqueValue() {
        String lead = SalesforceText.to18("00Q000000000001");

        assertThat(failure(400, "DUPLICATE_VALUE", SECRETIVE + ": " + lead, true)
                        .existing())
                .containsExactly(lead);
    }

    @Test
    void takesACodeThatIsNoneForNothing() {
        assertThat(failure(400, "dana@example.com", SECRETIVE, true)).hasMessage("Salesforce refuses this (email)");
        assertThat(failure(500, "dana@example.com", SECRETIVE, true).kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
    }

    @Test
    void understandsAnAnswerWithoutABody() {
        assertThat(new Answer(502, null)
                        .failure(SalesforceObject.of(RecordType.LEAD), List.of(), false)
                        .kind())
                .isEqualTo(Kind.UNAVAILABLE);
        assertThat(new Answer(300, List.of("/services/data/v65.0/sobjects/Lead/00Q000000000001"))
                        .failure(SalesforceObject.of(RecordType.LEAD), List.of(), true)
                        .kind())
                .isEqualTo(Kind.DUPLICATE);
    }
}
