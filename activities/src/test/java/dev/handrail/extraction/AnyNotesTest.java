package dev.handrail.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Notes of any kind: pieces of real ones in any order, and any characters. A failure names them. */
class AnyNotesTest {

    private static final int NOTES_A_SEED = 400;
    private static final List<String> REGIONS = List.of("US", "GB", "DE");
    private static final List<String> PIECES = List.of(
            "Mrs. ",
            "Garcia",
            "anna",
            "Anna ",
            " and ",
            "456 ",
            "Oak ",
            "Street",
            "straße ",
            " 12",
            "Madison",
            ", ",
            "WI",
            " 53703",
            "10827 ",
            "Berlin",
            "NW1 6XE",
            "in ",
            "next ",
            "Tuesday",
            "3:30 ",
            "pm",
            "25+ ",
            "windows",
            "Large ",
            "Victorian",
            "quote",
            "window ",
            "cleaning",
            "budget ",
            "$",
            "800",
            "5k ",
            "608-555-0142",
            "+49 30 23125123",
            "@",
            "example.com",
            ".",
            "\n",
            "Inc",
            "& ",
            "(",
            ")",
            ":",
            "'s",
            "’",
            "-",
            "/",
            "May ",
            "12",
            "\u0000",
            "\u200b",
            "\ud83d\ude00",
            "\ud83d",
            "İ",
            "ı",
            "ß",
            "ŉ",
            "１２３",
            "٣",
            "Ǆ",
            "名前",
            "\u2028",
            "\uffff");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void giveFindingsThatLieInThem(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < NOTES_A_SEED; i++) {
            assertFindingsLieIn(
                    i % 4 == 0 ? characters(random) : pieces(random), REGIONS.get(i % REGIONS.size()), "seed " + seed);
        }
    }

    @Test
    void giveFindingsThatLieInThemWhereverTheyBreakOff() {
        for (Score.Note note : Score.notes("notes.jsonl")) {
            for (int end = 0; end < note.notes().length(); end++) {
                assertFindingsLieIn(note.notes().substring(0, end), note.regionOrDefault(), "note " + note.id());
            }
        }
    }

    private static void assertFindingsLieIn(String notes, String region, String origin) {
        Extraction extraction = assertDoesNotThrow(
                () -> new NotesReader(region).extract(notes), () -> "%s: %s".formatted(origin, notes));

        assertThat(extraction.notes().text()).hasSameSizeAs(notes);
        assertThat(extraction.findings())
                .as("%s: %s", origin, notes)
                .doesNotHaveDuplicates()
                .allSatisfy(finding -> {
                    assertThat(finding.span().end()).isLessThanOrEqualTo(notes.length());
                    assertThat(finding.value()).isNotBlank().doesNotContain("\n", "\u0000", "\u200b");
                });
    }

    /** Of few pieces each, so that those that belong together meet. */
    private static String pieces(Random random) {
        List<String> some =
                random.ints(8, 0, PIECES.size()).mapToObj(PIECES::get).toList();
        return random.ints(random.nextInt(30), 0, some.size())
                .mapToObj(some::get)
                .collect(Collectors.joining());
    }

    private static String characters(Random random) {
        char[] notes = new char[random.nextInt(60)];
        for (int i = 0; i < notes.length; i++) {
            notes[i] = (char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000);
        }
        return new String(notes);
    }
}
