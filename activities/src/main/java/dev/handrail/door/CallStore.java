package dev.handrail.door;

import dev.handrail.action.Effected;
import dev.handrail.call.CallResult;
import dev.handrail.call.IdempotencyKey;
import dev.handrail.call.ToolCall;
import dev.handrail.call.UndoRequest;
import dev.handrail.call.UndoResult;
import dev.handrail.connector.Change;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Which calls had an effect, what it was and what it replaced. Works in the caller's transaction. */
final class CallStore {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final JdbcClient jdbc;

    CallStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    enum State {
        /** Sent to a CRM over a network, and no answer yet: it may have been made. */
        STARTED,
        DONE,
        UNDONE,
        /** The undo was refused and left for a person. */
        LEFT
    }

    /**
     * @param shared whether another call was answered with this result
     * @param before the values it replaced
     * @param versionAfter of the record; {@link CrmRecord#NOT_OURS} when that is not known
     */
    record StoredCall(
            String callId,
            String effectKey,
            String argumentsHash,
            State state,
            boolean shared,
            @Nullable CallResult result,
            @Nullable RecordType recordType,
            @Nullable String recordId,
            boolean created,
            Map<String, Object> before,
            @Nullable String versionAfter,
            @Nullable UndoResult undoResult) {

        @Nullable
        Ref record() {
            return recordType == null || recordId == null ? null : new Ref(recordType, recordId);
        }
    }

    /** The call itself, made by an earlier attempt, or else the call that had the same effect. */
    Optional<StoredCall> earlier(ToolCall call, String effectKey) {
        return jdbc.sql("""
                        SELECT * FROM tool_call
                        WHERE tenant = ? AND (call_id = ? OR (effect_key = ? AND state IN ('STARTED', 'DONE') AND at > now() - ?::interval))
                        ORDER BY call_id <> ? LIMIT 1""")
                .params(call.tenant(), call.id(), effectKey, IdempotencyKey.KEPT.toString(), call.id())
                .query(this::row)
                .optional();
    }

    /** False when another attempt or another call with this effect came first. */
    boolean insert(ToolCall call, String effectKey, Effected effected, CallResult result) {
        return tryInsert(call, effectKey, effected, result)
                || (releaseExpired(call.tenant(), effectKey) && tryInsert(call, effectKey, effected, result));
    }

    private boolean tryInsert(ToolCall call, String effectKey, Effected effected, CallResult result) {
        Optional<Change> change = effected.changed();
        return jdbc.sql("""
                        INSERT INTO tool_call (tenant, call_id, effect_key, tool, arguments_hash, state,
                            result, record_type, record_id, created, before, version_after)
                        VALUES (?, ?, ?, ?, ?, 'DONE', ?::json, ?, ?, ?, ?::json, ?)
                        ON CONFLICT DO NOTHING""")
                        .params(Arrays.asList(
                                call.tenant(),
                                call.id(),
                                effectKey,
                                call.tool(),
                                call.argumentsDigest(),
                                JSON.writeValueAsString(result),
                                effected.record() == null
                                        ? null
                                        : effected.record().type().name(),
                                effected.record() == null
                                        ? null
                                        : effected.record().id(),
                                change.map(Change::created).orElse(false),
                                change.filter(made -> !made.created())
                                        .map(made -> JSON.writeValueAsString(made.before()))
                                        .orElse(null),
                                change.map(made -> made.after().version()).orElse(null)))
                        .update()
                == 1;
    }

    /** Notes that a record is about to be created; false when something else is noted of the call or its effect. */
    boolean claimCreation(ToolCall call, String effectKey, RecordType type) {
        return claim(call, effectKey, type, null, null);
    }

    /** Notes that a record is about to be changed; false when something else is noted of the call or its effect. */
    boolean claimChange(ToolCall call, String effectKey, Ref record, Map<String, Object> before) {
        return claim(call, effectKey, record.type(), record.id(), JSON.writeValueAsString(before));
    }

    private boolean claim(
            ToolCall call, String effectKey, RecordType type, @Nullable String id, @Nullable String before) {
        return tryClaim(call, effectKey, type, id, before)
                || (releaseExpired(call.tenant(), effectKey) && tryClaim(call, effectKey, type, id, before));
    }

    private boolean tryClaim(
            ToolCall call, String effectKey, RecordType type, @Nullable String id, @Nullable String before) {
        return jdbc.sql("""
                        INSERT INTO tool_call (tenant, call_id, effect_key, tool, arguments_hash, state,
                            record_type, record_id, before)
                        VALUES (?, ?, ?, ?, ?, 'STARTED', ?, ?, ?::json) ON CONFLICT DO NOTHING""")
                        .params(Arrays.asList(
                                call.tenant(),
                                call.id(),
                                effectKey,
                                call.tool(),
                                call.argumentsDigest(),
                                type.name(),
                                id,
                                before))
                        .update()
                == 1;
    }

    /** Of a call that is claimed; false when it was undone meanwhile. */
    boolean creatingAgain(ToolCall call, RecordType type) {
        return jdbc.sql("UPDATE tool_call SET record_type = ? WHERE tenant = ? AND call_id = ? AND state = 'STARTED'")
                        .params(type.name(), call.tenant(), call.id())
                        .update()
                == 1;
    }

    /** Of a call that is claimed; false when it was undone meanwhile. */
    boolean changingAgain(ToolCall call, Ref record, Map<String, Object> before) {
        return jdbc.sql("""
                        UPDATE tool_call SET record_type = ?, record_id = ?, before = ?::json
                        WHERE tenant = ? AND call_id = ? AND state = 'STARTED'""")
                        .params(
                                record.type().name(),
                                record.id(),
                                JSON.writeValueAsString(before),
                                call.tenant(),
                                call.id())
                        .update()
                == 1;
    }

    /** False when the call was undone meanwhile. */
    boolean done(ToolCall call, Effected effected, CallResult result) {
        Optional<Change> change = effected.changed();
        return jdbc.sql("""
                        UPDATE tool_call SET state = 'DONE', result = ?::json, record_type = ?, record_id = ?, created = ?,
                            before = ?::json, version_after = ?, at = clock_timestamp()
                        WHERE tenant = ? AND call_id = ? AND state = 'STARTED'""")
                        .params(Arrays.asList(
                                JSON.writeValueAsString(result),
                                effected.record() == null
                                        ? null
                                        : effected.record().type().name(),
                                effected.record() == null
                                        ? null
                                        : effected.record().id(),
                                change.map(Change::created).orElse(false),
                                change.filter(made -> !made.created())
                                        .map(made -> JSON.writeValueAsString(made.before()))
                                        .orElse(null),
                                change.map(made -> made.after().version()).orElse(null),
                                call.tenant(),
                                call.id()))
                        .update()
                == 1;
    }

    boolean isStarted(ToolCall call) {
        return jdbc.sql("SELECT FROM tool_call WHERE tenant = ? AND call_id = ? AND state = 'STARTED'")
                .params(call.tenant(), call.id())
                .query((row, number) -> true)
                .optional()
                .orElse(false);
    }

    /** The CRM said no: nothing was made. */
    void release(ToolCall call) {
        jdbc.sql("DELETE FROM tool_call WHERE tenant = ? AND call_id = ? AND state = 'STARTED'")
                .params(call.tenant(), call.id())
                .update();
    }

    /** A key lives for {@link IdempotencyKey#KEPT}; after that the same key is a new effect. */
    private boolean releaseExpired(String tenant, String effectKey) {
        return jdbc.sql("""
                        UPDATE tool_call SET effect_key = effect_key || ':' || call_id
                        WHERE tenant = ? AND effect_key = ? AND state IN ('STARTED', 'DONE') AND at <= now() - ?::interval""")
                        .params(tenant, effectKey, IdempotencyKey.KEPT.toString())
                        .update()
                > 0;
    }

    void markShared(String tenant, String callId) {
        jdbc.sql("UPDATE tool_call SET shared = true WHERE tenant = ? AND call_id = ? AND NOT shared")
                .params(tenant, callId)
                .update();
    }

    /** Whoever made this record must leave it: another call was answered with it. */
    void markShared(String tenant, Ref record) {
        jdbc.sql("""
                        UPDATE tool_call SET shared = true
                        WHERE tenant = ? AND record_id = ? AND created AND state = 'DONE' AND NOT shared""").params(tenant, record.id()).update();
    }

    /** The call to be undone, locked; a call that never had its effect is barred from having it later. */
    Optional<StoredCall> lockForUndo(UndoRequest request) {
        jdbc.sql("""
                        INSERT INTO tool_call (tenant, call_id, effect_key, tool, arguments_hash, state)
                        VALUES (?, ?, ?, ?, '', 'UNDONE') ON CONFLICT DO NOTHING""")
                .params(request.tenant(), request.callId(), "barred:" + request.callId(), request.tool())
                .update();
        return jdbc.sql("SELECT * FROM tool_call WHERE tenant = ? AND call_id = ? FOR UPDATE")
                .params(request.tenant(), request.callId())
                .query(this::row)
                .optional();
    }

    Optional<StoredCall> find(String tenant, String callId) {
        return jdbc.sql("SELECT * FROM tool_call WHERE tenant = ? AND call_id = ?")
                .params(tenant, callId)
                .query(this::row)
                .optional();
    }

    /** Whether anything is stored of the calls of this workflow. */
    boolean remembers(String tenant, String workflowId) {
        return jdbc.sql("""
                        SELECT FROM tool_call WHERE tenant = ? AND call_id > ? || '/' AND call_id < ? || '0' LIMIT 1""")
                .params(tenant, workflowId, workflowId)
                .query((row, number) -> true)
                .optional()
                .orElse(false);
    }

    /** The version the record had after the last change or undo of this workflow. */
    Optional<String> lastKnownVersion(String tenant, String callId, Ref record) {
        return jdbc.sql("""
                        SELECT version_after FROM tool_call
                        WHERE tenant = ? AND call_id > ? || '/' AND call_id < ? || '0'
                          AND record_id = ? AND version_after IS NOT NULL
                        ORDER BY at DESC LIMIT 1""")
                .params(tenant, workflowOf(callId), workflowOf(callId), record.id())
                .query(String.class)
                .optional();
    }

    /** An undo that changed nothing leaves the time alone, or its old version would pass for the latest. */
    void undone(UndoRequest request, State state, UndoResult result, @Nullable String versionAfter) {
        jdbc.sql("""
                        UPDATE tool_call SET state = ?, undo_result = ?::json,
                            at = CASE WHEN ?::text IS NULL THEN at ELSE clock_timestamp() END,
                            version_after = coalesce(?, version_after)
                        WHERE tenant = ? AND call_id = ?""")
                .params(Arrays.asList(
                        state.name(),
                        JSON.writeValueAsString(result),
                        versionAfter,
                        versionAfter,
                        request.tenant(),
                        request.callId()))
                .update();
    }

    static String workflowOf(String callId) {
        int slash = callId.lastIndexOf('/');
        return slash < 0 ? callId : callId.substring(0, slash);
    }

    private StoredCall row(ResultSet row, int number) throws SQLException {
        String result = row.getString("result");
        String recordType = row.getString("record_type");
        String before = row.getString("before");
        String undo = row.getString("undo_result");
        return new StoredCall(
                row.getString("call_id"),
                row.getString("effect_key"),
                row.getString("arguments_hash"),
                State.valueOf(row.getString("state")),
                row.getBoolean("shared"),
                result == null ? null : JSON.readValue(result, CallResult.class),
                recordType == null ? null : RecordType.valueOf(recordType),
                row.getString("record_id"),
                row.getBoolean("created"),
                before == null ? Map.of() : JSON.readValue(before, OBJECT),
                row.getString("version_after"),
                undo == null ? null : JSON.readValue(undo, UndoResult.class));
    }
}
