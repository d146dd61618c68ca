/** Finds the fields of a lead in raw notes, each with the words of the notes that it rests on. */
@NullMarked
package dev.handrail.extraction;

import org.jspecify.annotations.NullMarked;
