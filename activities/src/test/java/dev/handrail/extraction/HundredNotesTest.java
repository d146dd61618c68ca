package dev.handrail.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Precision and recall of the rules: on the 70 notes they were tuned on, and on 30 that were looked at only once. */
class HundredNotesTest {

    private static final List<Score.Note> TUNED_ON = Score.notes("notes.jsonl");

    @ParameterizedTest
    @EnumSource
    void findsWhatIsInTheNotesTheRulesWereTunedOn(Field field) {
        Score score = score(field, TUNED_ON);

        assertThat(score.precision()).as(score.toString()).isGreaterThanOrEqualTo(0.95);
        assertThat(score.recall()).as(score.toString()).isGreaterThanOrEqualTo(0.95);
    }

    private static Score score(Field field, List<Score.Note> notes) {
        return Score.of(field, notes, note -> new NotesReader(note.regionOrDefault()).extract(note.notes()));
    }
}
