package dev.handrail.simulator.salesforce.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SalesforceIdTest {

    @ParameterizedTest
    @CsvSource({
        "001D000000IqhSL, 001D000000IqhSLIAZ",
        "00530000009M943, 00530000009M943AAC",
        "a0B000000000000, a0B000000000000EAA"
    })
    void fifteenCharactersGetTheirThreeMore(String fifteen, String eighteen) {
        assertThat(SalesforceId.canonical(fifteen)).contains(eighteen);
        assertThat(SalesforceId.canonical(eighteen)).contains(eighteen);
    }

    @Test
    void theLastThreeBringBackACaseThatWasLost() {
        assertThat(SalesforceId.canonical("001D000000IqhSLIAZ".toLowerCase(Locale.ROOT)))
                .contains("001D000000IqhSLIAZ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "001D000000IqhS",
                "001D000000IqhSLIA",
                "001D000000Iqh-L",
                "001D000000IqhSLI!Z",
                "111111111111111ZZZ"
            })
    void whatIsNoIdIsNone(String id) {
        assertThat(SalesforceId.canonical(id)).isEmpty();
    }

    @Test
    void newIdsAreDifferentAndRightInThemselves() {
        String first = SalesforceId.of("00Q", 61);
        String second = SalesforceId.of("00Q", 62);
        assertThat(first).isNotEqualTo(second).startsWith("00Q");
        assertThat(SalesforceId.canonical(first.substring(0, 15))).contains(first);
    }
}
