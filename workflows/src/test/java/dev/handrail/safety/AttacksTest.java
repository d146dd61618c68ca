package dev.handrail.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not get through, whichever way it is written; {@code safety/attacks.txt} is the table. */
class AttacksTest {

    static Stream<Arguments> attacks() {
        return Samples.lines("attacks.txt").stream()
                .map(line -> line.split("\t", 2))
                .map(parts -> Arguments.of(Attack.valueOf(parts[0]), parts[1]));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void areNamedByTheirKind(Attack attack, String text) {
        assertThat(SafetyGuard.violations(Map.of("description", text))).contains(attack.violation("description"));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void areFoundInsideASentence(Attack attack, String text) {
        String sentence = "Dana said that it's fine: " + text;

        assertThat(SafetyGuard.violations(Map.of("description", sentence))).isNotEmpty();
    }

    /** MySQL takes these for a number that every name equals. */
    @ParameterizedTest
    @ValueSource(strings = {"'-'", "'^'", "'&'", "\"*\""})
    void areFoundWhenTheyAreTheWholeValue(String text) {
        assertThat(SafetyGuard.violations(Map.of("name", text))).containsExactly(Attack.BREAKOUT.violation("name"));
    }

    @Test
    void areFoundWhenNothingFollowsTheScheme() {
        assertThat(SafetyGuard.violations(Map.of("name", "javascript:")))
                .containsExactly(Attack.SCRIPT_URL.violation("name"));
    }

    @Test
    void areFoundAcrossLines() {
        assertThat(SafetyGuard.violations(Map.of("note", "select\n\t*\r\n from\n users")))
                .containsExactly(Attack.STATEMENT.violation("note"));
        assertThat(SafetyGuard.violations(Map.of("note", "<scr\u0000ipt>")))
                .containsExactly(Attack.SCRIPT.violation("note"));
        assertThat(SafetyGuard.violations(Map.of("note", "java\tscript:alert(1)")))
                .contains(Attack.SCRIPT_URL.violation("note"));
        assertThat(SafetyGuard.violations(Map.of("note", "1 union\u000bselect\u00a01,2")))
                .contains(Attack.STATEMENT.violation("note"));
    }

    @Test
    void areFoundUnderInvisibleCharacters() {
        for (String invisible :
                List.of("\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u202e", "\u0000", "\ufe0f")) {
            assertThat(SafetyGuard.violations(Map.of("note", "<scr%sipt>".formatted(invisible))))
                    .containsExactly(Attack.SCRIPT.violation("note"));
        }
    }
}
