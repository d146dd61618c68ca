package dev.handrail.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.action.ActionRefused;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for any cursor, tried on a thousand that a seed makes. */
class PageCursorTest {

    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-";

    @RepeatedTest(10)
    void comesBackAsItWasWritten(RepetitionInfo repetition) {
        any(repetition, random -> {
            PageCursor cursor = cursor(random);
            String query = text(random, 60);

            assertThat(PageCursor.of(cursor.text(query), query)).isEqualTo(cursor);
        });
    }

    @RepeatedTest(10)
    void isRefusedByAnyOtherQuery(RepetitionInfo repetition) {
        any(repetition, random -> {
            String cursor = cursor(random).text(text(random, 60));

            assertThatThrownBy(() -> PageCursor.of(cursor, text(random, 59) + "!"))
                    .isInstanceOf(ActionRefused.class)
                    .hasMessageContaining("leave it out for the first page");
        });
    }

    @RepeatedTest(10)
    void isRefusedWithAnyCharacterChanged(RepetitionInfo repetition) {
        any(repetition, random -> {
            String query = text(random, 60);
            StringBuilder cursor = new StringBuilder(cursor(random).text(query));
            int place = random.nextInt(cursor.length());
            char other = LETTERS.charAt(random.nextInt(LETTERS.length()));
            if (cursor.charAt(place) != other) {
                cursor.setCharAt(place, other);
                assertThatThrownBy(() -> PageCursor.of(cursor.toString(), query))
                        .isInstanceOf(ActionRefused.class);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "%%%", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void isRefusedWhenItIsNone(String text) {
        assertThatThrownBy(() -> PageCursor.of(text, "query")).isInstanceOf(ActionRefused.class);
    }

    @Test
    void tellsNothingOfTheQuery() {
        String cursor = new PageCursor(1000, 0, "003").text("contacts search Garcia");

        assertThat(new String(
                        java.util.Base64.getUrlDecoder().decode(cursor), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("Garcia");
    }

    private static void any(RepetitionInfo repetition, Consumer<Random> property) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < 100; i++) {
            property.accept(random);
        }
    }

    private static PageCursor cursor(Random random) {
        return new PageCursor(random.nextInt(2001), random.nextLong(), text(random, 39) + "0");
    }

    private static String text(Random random, int longest) {
        StringBuilder text = new StringBuilder();
        random.ints(random.nextInt(longest + 1), 0, LETTERS.length()).forEach(i -> text.append(LETTERS.charAt(i)));
        return text.toString();
    }
}
