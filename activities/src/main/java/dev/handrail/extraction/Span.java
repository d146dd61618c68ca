package dev.handrail.extraction;

/** A part of the notes, in UTF-16 characters from {@code start} up to but not including {@code end}. */
public record Span(int start, int end) {

    public Span {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException(
                    "A span has a start and a later end, not %d to %d".formatted(start, end));
        }
    }
}
