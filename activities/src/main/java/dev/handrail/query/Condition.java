package dev.handrail.query;

import java.util.Map;

/** Part of a WHERE clause about the row {@code r}, and the values it names. */
record Condition(String sql, Map<String, Object> values) {

    static Condition of(String sql) {
        return new Condition(sql, Map.of());
    }
}
