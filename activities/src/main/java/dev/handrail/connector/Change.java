package dev.handrail.connector;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A change that was made.
 *
 * @param created whether the record is new
 * @param before the values the changed fields had, null where a field was empty; empty for a new record
 * @param after the record as it is now
 */
public record Change(boolean created, Map<String, Object> before, CrmRecord after) {

    public Change {
        before = Collections.unmodifiableMap(new LinkedHashMap<>(before));
    }
}
