package dev.handrail.wording;

import org.jspecify.annotations.Nullable;

/**
 * A field and what would become of it.
 *
 * @param before null when it is empty, or the record is new
 * @param after null when it would be emptied
 */
public record Change(
        String label, @Nullable String before, @Nullable String after) {}
