package dev.handrail.simulator.salesforce.data;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A rule that someone made in the org's setup.
 *
 * @param object name of the object
 * @param name unique within the org
 * @param refuses holds for records that may not be saved
 * @param field to which the error is attached, null for the whole record
 */
public record ValidationRule(
        String object,
        String name,
        String condition,
        Predicate<Row> refuses,
        String message,
        @Nullable String field) {}
