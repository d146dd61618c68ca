package dev.handrail.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which rows to list; null for all.
 *
 * @param from at this time or later
 * @param to before this time
 */
public record AuditFilter(
        @Nullable String actor,
        @Nullable String action,
        @Nullable String leadId,
        @Nullable String callId,
        @Nullable Instant from,
        @Nullable Instant to) {

    public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null, null);

    /** Conditions to append to a WHERE, with their parameters in order. */
    record Conditions(String sql, List<Object> parameters) {}

    Conditions conditions() {
        StringBuilder sql = new StringBuilder();
        List<Object> parameters = new ArrayList<>();
        add(sql, parameters, "actor = ?", actor);
        add(sql, parameters, "action = ?", action);
        add(sql, parameters, "lead_id = ?", leadId);
        add(sql, parameters, "call_id = ?", callId);
        add(sql, parameters, "at >= ?", from == null ? null : from.atOffset(ZoneOffset.UTC));
        add(sql, parameters, "at < ?", to == null ? null : to.atOffset(ZoneOffset.UTC));
        return new Conditions(sql.toString(), parameters);
    }

    private static void add(StringBuilder sql, List<Object> parameters, String condition, @Nullable Object value) {
        if (value != null) {
            sql.append(" AND ").append(condition);
            parameters.add(value);
        }
    }
}
