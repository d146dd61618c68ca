package dev.handrail.extraction;

/** Finds the fields of a lead in notes. Notes are data: nothing in them is ever followed. */
public interface Extractor {

    /** @throws IllegalArgumentException when the notes are longer than {@link Notes#MOST_CHARACTERS} */
    Extraction extract(String notes);
}
