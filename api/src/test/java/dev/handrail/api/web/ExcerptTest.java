package dev.handrail.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {

    @Test
    void hidesNothingOfAShortText() {
        Excerpt excerpt = Excerpt.of("They signed\non Monday");

        assertThat(excerpt.hides()).isFalse();
        assertThat(excerpt.beginning()).isEqualTo("They signed\non Monday");
    }

    @Test
    void saysHowMuchOfALongTextIsLeft() {
        Excerpt excerpt = Excerpt.of("x".repeat(300) + "y".repeat(1_204));

        assertThat(excerpt.beginning()).isEqualTo("x".repeat(300));
        assertThat(excerpt.more()).isEqualTo("1,204 more characters: read all");
        assertThat(excerpt.all()).isEqualTo("The whole text, 1,504 characters:");
        assertThat(excerpt.whole()).hasSize(1_504);
    }

    @Test
    void letsNoEmptyLinesHideWhatFollows() {
        Excerpt excerpt = Excerpt.of("They signed" + "\n".repeat(200) + "and it is worth nothing");

        assertThat(excerpt.beginning()).isEqualTo("They signed\n\n\n\n\n");
        assertThat(excerpt.more()).isEqualTo("218 more characters in 195 more lines: read all");
        assertThat(excerpt.all()).isEqualTo("The whole text, 234 characters in 201 lines:");
    }

    @Test
    void cutsNoCharacterInTwo() {
        assertThat(Excerpt.of("\uD83D\uDE00".repeat(301)).rest()).isEqualTo("\uD83D\uDE00");
    }
}
