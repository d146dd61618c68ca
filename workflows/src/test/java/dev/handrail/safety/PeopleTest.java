package dev.handrail.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must get through: a false alarm is as much a defect as a miss. */
class PeopleTest {

    static List<String> people() {
        return Samples.lines("people.txt");
    }

    static List<String> companies() {
        return Samples.lines("sp500.txt");
    }

    @ParameterizedTest
    @MethodSource({"people", "companies"})
    void pass(String text) {
        assertThat(SafetyGuard.violations(Map.of("description", text))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource({"people", "companies"})
    void passInsideASentence(String text) {
        String sentence = "Met %s at O'Hare; \"great\" talk & next steps -- soon.".formatted(text);

        assertThat(SafetyGuard.violations(Map.of("description", sentence))).isEmpty();
    }
}
