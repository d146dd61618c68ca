package dev.handrail.extraction;

/**
 * A value that was found in notes.
 *
 * @param value normalised as its {@link Field} says
 * @param confidence above 0, at most 1
 * @param words what stands at the span, and what the value says
 */
public record Finding(Field field, String value, double confidence, Span span, String words) {

    public Finding {
        if (!(confidence > 0 && confidence <= 1)) {
            throw new IllegalArgumentException("A confidence is above 0 and at most 1, not " + confidence);
        }
        if (words.length() != span.end() - span.start()) {
            throw new IllegalArgumentException("The words of a finding are those of its span");
        }
        if (!Values.restsOn(field, value, words)) {
            throw new IllegalArgumentException("A %s must say what its words in the notes say".formatted(field.key()));
        }
    }

    Finding with(double otherConfidence) {
        return new Finding(field, value, otherConfidence, span, words);
    }
}
