package dev.handrail.audit;

import com.google.crypto.tink.Aead;
import dev.handrail.tenant.TenantTransactions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes and reads the audit of each tenant. */
public final class AuditLog {

    private static final int EXPORTED_AT_ONCE = 100;

    private static final JsonMapper CANONICAL = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** The database links the row, so that the head is locked for no more than this statement and the commit. */
    private static final String APPEND = """
            WITH head AS (
                UPDATE audit_heads
                SET seq = seq + 1, prev_hash = hash, hash = sha256(hash || int8send(seq + 1) || ?)
                WHERE tenant = ?
                RETURNING seq, prev_hash, hash)
            INSERT INTO crm_sync_logs (seq, prev_hash, hash, tenant, at, actor, action, status, workflow_id, call_id,
                lead_id, crm, crm_record_id, arguments_digest, policy_hash, params, result, sealed)
            SELECT seq, prev_hash, hash, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM head
            RETURNING seq, hash""";

    private final TenantTransactions transactions;
    private final JdbcClient jdbc;
    private final UnaryOperator<Map<String, Object>> redaction;
    private final @Nullable Sealer sealer;
    private final Clock clock;

    /** @param aead seals what redaction takes away; null to lose it */
    public AuditLog(
            TenantTransactions transactions,
            JdbcClient jdbc,
            UnaryOperator<Map<String, Object>> redaction,
            @Nullable Aead aead,
            Clock clock) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.redaction = redaction;
        this.sealer = aead == null ? null : new Sealer(aead);
        this.clock = clock;
    }

    /** @param next cursor of the next page; null on the last */
    public record Page(List<AuditRow> rows, @Nullable String next) {}

    /**
     * Adds a row, in the caller's transaction when there is one. Other writers of the tenant wait from here until it
     * ends, so this comes last in it.
     *
     * @return number and hash of the row
     */
    public Checkpoint append(AuditEntry entry) {
        AuditRow row = row(entry);
        byte[] content = AuditChain.contentHash(row);
        return transactions.in(
                entry.tenant(),
                () -> insert(row, content).orElseGet(() -> {
                    jdbc.sql("INSERT INTO audit_heads (tenant) VALUES (?) ON CONFLICT DO NOTHING")
                            .param(row.tenant())
                            .update();
                    return insert(row, content).orElseThrow();
                }));
    }

    /**
     * Newest first.
     *
     * @param cursor from an earlier page; null for the first
     * @throws IllegalArgumentException when the cursor is not one of ours
     */
    public Page list(String tenant, AuditFilter filter, @Nullable String cursor, int limit) {
        long before = cursor == null ? Long.MAX_VALUE : seq(cursor);
        AuditFilter.Conditions conditions = filter.conditions();
        List<AuditRow> rows = transactions.in(
                tenant,
                () -> jdbc.sql("SELECT * FROM crm_sync_logs WHERE tenant = ? AND seq < ?" + conditions.sql()
                                + " ORDER BY seq DESC LIMIT ?")
                        .param(tenant)
                        .param(before)
                        .params(conditions.parameters())
                        .param(limit + 1)
                        .query(AuditLog::read)
                        .list());
        if (rows.size() <= limit) {
            return new Page(rows, null);
        }
        List<AuditRow> page = rows.subList(0, limit);
        return new Page(List.copyOf(page), Long.toString(page.getLast().seq()));
    }

    /**
     * Writes the tenant's rows as JSON lines, from the first to the last there is now, holding few of them in memory
     * and no transaction open while the receiver reads. {@link AuditChain#verify} proves what it writes.
     *
     * @return the last row written; worth keeping as a checkpoint
     */
    public Checkpoint export(String tenant, OutputStream lines) throws IOException {
        Checkpoint end = head(tenant);
        long written = 0;
        while (written < end.seq()) {
            long after = written;
            List<AuditRow> rows = transactions.in(
                    tenant,
                    () -> jdbc.sql("""
                            SELECT * FROM crm_sync_logs
                            WHERE tenant = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?""")
                            .params(tenant, after, end.seq(), EXPORTED_AT_ONCE)
                            .query(AuditLog::read)
                            .list());
            for (AuditRow row : rows) {
                lines.write(row.toJson().getBytes(StandardCharsets.UTF_8));
                lines.write('\n');
            }
            if (rows.isEmpty()) {
                break;
            }
            written = rows.getLast().seq();
        }
        return end;
    }

    /** The last row there is; {@link Checkpoint#START} when there is none. */
    public Checkpoint head(String tenant) {
        return transactions.in(
                tenant,
                () -> jdbc.sql("SELECT seq, hash FROM audit_heads WHERE tenant = ?")
                        .param(tenant)
                        .query(AuditLog::readCheckpoint)
                        .optional()
                        .orElse(Checkpoint.START));
    }

    /**
     * What redaction took from a row: a JSON object of {@code params} and {@code result}, each with the arguments that
     * it changed, as they were. Absent when it changed none, when the row does not exist or was written without a key.
     *
     * @throws IllegalStateException when the key it was sealed with is not configured
     */
    public Optional<String> original(String tenant, long seq) {
        Optional<String> sealed = transactions
                .in(
                        tenant,
                        () -> jdbc.sql("SELECT * FROM crm_sync_logs WHERE tenant = ? AND seq = ?")
                                .params(tenant, seq)
                                .query(AuditLog::read)
                                .optional())
                .map(AuditRow::sealed);
        if (sealed.isPresent() && sealer == null) {
            throw new IllegalStateException("No audit key is configured; configure the one the row was sealed with");
        }
        return sealer == null ? Optional.empty() : sealed.map(text -> sealer.open(tenant, text));
    }

    /** As {@link #original(String, long)} of a row at hand; also absent when the key it was sealed with is not there. */
    public Optional<String> originalIfReadable(AuditRow row) {
        if (sealer == null || row.sealed() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(sealer.open(row.tenant(), row.sealed()));
        } catch (IllegalStateException otherKey) {
            return Optional.empty();
        }
    }

    private AuditRow row(AuditEntry entry) {
        Map<String, Object> params = redaction.apply(new LinkedHashMap<>(entry.params()));
        Map<String, Object> result = redaction.apply(new LinkedHashMap<>(entry.result()));
        return new AuditRow(
                entry.tenant(),
                0,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                storable(entry.actor()),
                storable(entry.action()),
                storable(entry.status()),
                storableOrNull(entry.workflowId()),
                storableOrNull(entry.callId()),
                storableOrNull(entry.leadId()),
                storableOrNull(entry.crm()),
                storableOrNull(entry.crmRecordId()),
                entry.argumentsDigest(),
                entry.policyHash(),
                params.isEmpty() ? null : json(params),
                result.isEmpty() ? null : json(result),
                sealed(entry, params, result),
                Checkpoint.START.hash(),
                "");
    }

    private Optional<Checkpoint> insert(AuditRow row, byte[] content) {
        return jdbc.sql(APPEND)
                .param(content)
                .param(row.tenant())
                .param(row.tenant())
                .param(row.at().atOffset(ZoneOffset.UTC))
                .param(row.actor())
                .param(row.action())
                .param(row.status())
                .param(text(row.workflowId()))
                .param(text(row.callId()))
                .param(text(row.leadId()))
                .param(text(row.crm()))
                .param(text(row.crmRecordId()))
                .param(text(row.argumentsDigest()))
                .param(text(row.policyHash()))
                .param(text(row.params()))
                .param(text(row.result()))
                .param(new SqlParameterValue(
                        Types.BINARY,
                        row.sealed() == null ? null : Base64.getDecoder().decode(row.sealed())))
                .query(AuditLog::readCheckpoint)
                .optional();
    }

    /** Of one type also when null, so that the statement is prepared once. */
    private static SqlParameterValue text(@Nullable String value) {
        return new SqlParameterValue(Types.VARCHAR, value);
    }

    private @Nullable String sealed(AuditEntry entry, Map<String, Object> params, Map<String, Object> result) {
        if (sealer == null) {
            return null;
        }
        Map<String, Object> taken = new LinkedHashMap<>();
        putUnlessEmpty(taken, "params", takenAway(entry.params(), params));
        putUnlessEmpty(taken, "result", takenAway(entry.result(), result));
        return taken.isEmpty() ? null : sealer.seal(entry.tenant(), json(taken));
    }

    private static Map<String, Object> takenAway(Map<String, ?> original, Map<String, Object> redacted) {
        Map<String, Object> taken = new LinkedHashMap<>(original);
        taken.entrySet().removeAll(redacted.entrySet());
        return taken;
    }

    private static void putUnlessEmpty(Map<String, Object> all, String name, Map<String, Object> part) {
        if (!part.isEmpty()) {
            all.put(name, part);
        }
    }

    private static String json(Map<String, ?> values) {
        return storable(CANONICAL.writeValueAsString(values));
    }

    private static @Nullable String storableOrNull(@Nullable String text) {
        return text == null ? null : storable(text);
    }

    /** PostgreSQL stores neither NUL nor half a surrogate pair. */
    private static String storable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }

    private static long seq(String cursor) {
        if (!cursor.matches("[1-9]\\d{0,17}")) {
            throw new IllegalArgumentException("The cursor is not from a page of the audit; start without one");
        }
        return Long.parseLong(cursor);
    }

    private static Checkpoint readCheckpoint(ResultSet result, int number) throws SQLException {
        return new Checkpoint(result.getLong("seq"), HexFormat.of().formatHex(result.getBytes("hash")));
    }

    private static AuditRow read(ResultSet result, int number) throws SQLException {
        byte[] sealed = result.getBytes("sealed");
        return new AuditRow(
                result.getString("tenant"),
                result.getLong("seq"),
                result.getObject("at", OffsetDateTime.class).toInstant(),
                result.getString("actor"),
                result.getString("action"),
                result.getString("status"),
                result.getString("workflow_id"),
                result.getString("call_id"),
                result.getString("lead_id"),
                result.getString("crm"),
                result.getString("crm_record_id"),
                result.getString("arguments_digest"),
                result.getString("policy_hash"),
                result.getString("params"),
                result.getString("result"),
                sealed == null ? null : Base64.getEncoder().encodeToString(sealed),
                HexFormat.of().formatHex(result.getBytes("prev_hash")),
                HexFormat.of().formatHex(result.getBytes("hash")));
    }
}
