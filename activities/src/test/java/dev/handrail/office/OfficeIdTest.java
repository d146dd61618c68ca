package dev.handrail.office;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.connector.RecordType;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OfficeIdTest {

    /** Ids of Salesforce's own documentation and the rule applied by hand. */
    @ParameterizedTest
    @CsvSource({
        "001A0000006Vm9r, 001A0000006Vm9rIAC",
        "000000000000000, 000000000000000AAA",
        "ABCDEabcdeABcDE, ABCDEabcdeABcDE5A1"
    })
    void completesFifteenCharacters(String fifteen, String eighteen) {
        assertThat(OfficeId.full(fifteen)).contains(eighteen);
        assertThat(OfficeId.full(eighteen)).contains(eighteen);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "00Q", "00Q000000000000AAAA", "00Q00000000000-", "00Q000000000000aaa", "00Q00000000000é"})
    void knowsWhatIsNoId(String id) {
        assertThat(OfficeId.full(id)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = RecordType.class, mode = EnumSource.Mode.EXCLUDE, names = "CAMPAIGN")
    void makesIdsThatTellTheirType(RecordType type) {
        assertThat(IntStream.range(0, 1000).mapToObj(_ -> OfficeId.next(type)))
                .doesNotHaveDuplicates()
                .allSatisfy(id -> {
                    assertThat(OfficeId.type(id)).contains(type);
                    assertThat(OfficeId.full(id.substring(0, 15))).contains(id);
                });
    }
}
