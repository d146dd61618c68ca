package dev.handrail.query;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Days, the last one included.
 *
 * @param first null for whatever was before
 * @param last null for whatever comes after
 */
public record DayRange(@Nullable LocalDate first, @Nullable LocalDate last) {}
