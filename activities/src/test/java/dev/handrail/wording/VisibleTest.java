package dev.handrail.wording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTest {

    @ParameterizedTest
    @CsvSource({
        "a\u202Eb, a⟨U+202E⟩b",
        "a\u2066b, a⟨U+2066⟩b",
        "a\u200Bb, a⟨U+200B⟩b",
        "a\u001B[31mb, a⟨U+001B⟩[31mb",
        "a\u0000b, a⟨U+0000⟩b",
        "a\uDB40\uDC41b, a⟨U+E0041⟩b",
        "a\uFE01b, a⟨U+FE01⟩b",
        "a\u3164b, a⟨U+3164⟩b",
        "a\uE000b, a⟨U+E000⟩b",
        "a\u2028b, a⟨U+2028⟩b",
        "a\uD800, a⟨U+D800⟩"
    })
    void writesOutWhatHidesOrReordersText(String text, String shown) {
        assertThat(Visible.text(text)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Jürgen Müller", "山田太郎", "محمد", "שלום", "Zoë 👍", "❤️", "<b>not ours</b> & \"so\""})
    void leavesWhatPeopleWrite(String text) {
        assertThat(Visible.text(text)).isEqualTo(text);
    }

    @Test
    void keepsTheLinesOfAText() {
        assertThat(Visible.text("one\r\ntwo\tthree")).isEqualTo("one\ntwo\tthree");
    }

    @Test
    void cutsALineAtWholeCharacters() {
        assertThat(Visible.line("one\n  two", 80)).isEqualTo("one two");
        assertThat(Visible.line("👍👍👍👍", 3)).isEqualTo("👍👍…");
    }
}
