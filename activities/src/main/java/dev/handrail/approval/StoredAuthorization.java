package dev.handrail.approval;

import dev.handrail.approval.Authorization.Status;
import dev.handrail.policy.Ruling;
import dev.handrail.tool.Permission;
import dev.handrail.tool.Undo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A row of the table, without its votes. */
record StoredAuthorization(long seq, Authorization authorization) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    static StoredAuthorization read(ResultSet row, int number) throws SQLException {
        return new StoredAuthorization(
                row.getLong("seq"),
                new Authorization(
                        row.getString("id"),
                        row.getString("tenant"),
                        Status.valueOf(row.getString("status")),
                        row.getString("workflow_id"),
                        row.getString("call_id"),
                        row.getString("tool"),
                        JSON.readValue(row.getString("arguments"), OBJECT),
                        row.getString("arguments_hash"),
                        row.getString("reason"),
                        row.getString("reasoning"),
                        row.getString("requested_by"),
                        row.getString("crm_record_id"),
                        row.getString("record_version"),
                        JSON.readValue(row.getString("before"), OBJECT),
                        row.getTimestamp("created_at").toInstant(),
                        row.getTimestamp("expires_at").toInstant(),
                        row.getString("decided_by"),
                        instant(row.getTimestamp("decided_at")),
                        row.getString("notes"),
                        ruling(row.getString("ruling"), row),
                        Undo.valueOf(row.getString("undo")),
                        instant(row.getTimestamp("escalated_at")),
                        row.getString("delegated_to"),
                        List.of()));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    /** Null for a request of an earlier version of Handrail. */
    private static Ruling ruling(@Nullable String json, ResultSet row) throws SQLException {
        return json == null
                ? new Ruling(
                        Permission.REQUIRES_AUTHORIZATION,
                        row.getString("reason"),
                        null,
                        null,
                        Ruling.Terms.DEFAULT,
                        row.getString("policy_hash"),
                        0)
                : JSON.readValue(json, Ruling.class);
    }
}
