package dev.handrail.extraction;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What was found in notes, in the order of the notes.
 *
 * @param dropped how many values a language model gave that are not in the notes
 * @param warnings what the user should know about how it was found
 */
public record Extraction(Notes notes, List<Finding> findings, int dropped, List<String> warnings) {

    public Extraction {
        findings = findings.stream()
                .sorted(Comparator.comparingInt(finding -> finding.span().start()))
                .toList();
        warnings = List.copyOf(warnings);
        for (Finding finding : findings) {
            if (finding.span().end() > notes.text().length()
                    || !notes.words(finding.span()).equals(finding.words())) {
                throw new IllegalArgumentException("The words of a %s must stand in the notes"
                        .formatted(finding.field().key()));
            }
        }
    }

    public List<Finding> all(Field field) {
        return findings.stream().filter(finding -> finding.field() == field).toList();
    }

    /** The one with the highest confidence, the earlier one of two. */
    public Optional<Finding> best(Field field) {
        return all(field).stream().reduce((a, b) -> b.confidence() > a.confidence() ? b : a);
    }

    Extraction warning(String warning) {
        return new Extraction(notes, findings, dropped, List.of(warning));
    }
}
