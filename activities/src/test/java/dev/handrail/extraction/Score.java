package dev.handrail.extraction;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * How much of what is in notes was found, and how much of what was found is there, for one field. What has a normal form
 * or a fixed extent (names, addresses …) must be equal but for case; of a description (property, service, date, budget)
 * one must contain the other.
 */
record Score(int expected, int found, int right, List<String> wrong) {

    private static final Set<Field> DESCRIPTIONS = Set.of(Field.PROPERTY, Field.SERVICE, Field.DATE, Field.BUDGET);

    /** A note and what a person found in it. */
    record Note(int id, @Nullable String region, String notes, Map<String, List<String>> expect) {

        List<String> expected(Field field) {
            return expect.getOrDefault(field.key(), List.of());
        }

        String regionOrDefault() {
            return region == null ? "US" : region;
        }
    }

    static List<Note> notes(String file) {
        try (InputStream lines = Score.class.getResourceAsStream("/extraction/" + file)) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> JsonMapper.shared().readValue(line, Note.class))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Score of(Field field, List<Note> notes, Function<Note, Extraction> extractor) {
        int expected = 0;
        int found = 0;
        int right = 0;
        List<String> wrong = new ArrayList<>();
        for (Note note : notes) {
            List<String> missing = new ArrayList<>(note.expected(field));
            expected += missing.size();
            for (Finding finding : extractor.apply(note).all(field)) {
                found++;
                if (missing.removeIf(value -> matches(field, value, finding.value()))) {
                    right++;
                } else {
                    wrong.add("%d: not %s".formatted(note.id(), finding.value()));
                }
            }
            missing.forEach(value -> wrong.add("%d: missing %s".formatted(note.id(), value)));
        }
        return new Score(expected, found, right, wrong);
    }

    private static boolean matches(Field field, String expected, String found) {
        String one = expected.toLowerCase(Locale.ROOT);
        String other = found.toLowerCase(Locale.ROOT);
        return one.equals(other) || DESCRIPTIONS.contains(field) && (one.contains(other) || other.contains(one));
    }

    double precision() {
        return found == 0 ? 1 : (double) right / found;
    }

    double recall() {
        return expected == 0 ? 1 : (double) right / expected;
    }
}
