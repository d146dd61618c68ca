package dev.handrail.outcome;

import dev.handrail.lead.LeadOutcome;
import dev.handrail.lead.LeadOutcome.Result;
import dev.handrail.lead.LeadOutcome.Status;
import dev.handrail.lead.LeadSubmission;
import dev.handrail.tenant.Cursor;
import dev.handrail.tenant.TenantTransactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Finds leads by id and by outcome. Temporal is what a lead runs on; this is where it is looked up. */
public final class LeadStore {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String RESULT_NOW = """
            CASE WHEN lead.result <> 'RUNNING' THEN lead.result
                 WHEN EXISTS (SELECT FROM authorization_request asked
                              WHERE asked.tenant = lead.tenant AND asked.workflow_id = lead.workflow_id
                                AND asked.status = 'PENDING') THEN 'WAITING_FOR_AUTHORIZATION'
                 WHEN lead.waits_until > clock_timestamp() THEN 'RATE_LIMITED'
                 ELSE 'RUNNING' END""";

    private final TenantTransactions transactions;
    private final JdbcClient jdbc;

    public LeadStore(TenantTransactions transactions, JdbcClient jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    /** @param digest of the lead as it was submitted; see {@link LeadSubmission} */
    public record StoredLead(
            String leadId,
            String digest,
            LeadOutcome outcome,
            Instant submittedAt,
            @Nullable Instant finishedAt) {}

    /** @param next cursor of the next page; null on the last */
    public record Page(List<StoredLead> leads, @Nullable String next) {}

    /** @param byResult how many leads have each result; results nobody has are left out */
    public record Summary(long total, Map<String, Long> byResult) {}

    public Optional<StoredLead> find(String tenant, String leadId) {
        return transactions.in(
                tenant,
                () -> jdbc.sql("SELECT *, %s AS result_now FROM lead WHERE tenant = ? AND lead_id = ?"
                                .formatted(RESULT_NOW))
                        .params(tenant, leadId)
                        .query(this::row)
                        .optional()
                        .map(Row::lead));
    }

    /** Notes that a lead was accepted; does nothing when it is known. */
    public void accepted(LeadSubmission submission) {
        String tenant = submission.tenant();
        transactions.run(tenant, () -> insert(submission, Status.PENDING, Result.RUNNING, null));
    }

    /** Notes that a lead waits until then for a limit; lists say so meanwhile. */
    public void waits(String tenant, String leadId, Instant until) {
        transactions.run(
                tenant,
                () -> jdbc.sql(
                                "UPDATE lead SET waits_until = ? WHERE tenant = ? AND lead_id = ? AND finished_at IS NULL")
                        .params(Timestamp.from(until), tenant, leadId)
                        .update());
    }

    /**
     * Stores how a lead ended, once; false when it was stored before. Only a completion may be replaced, by what became
     * of a lead that was cancelled while it completed.
     */
    public boolean concluded(LeadSubmission submission, LeadOutcome outcome) {
        String json = JSON.writeValueAsString(outcome);
        return transactions.in(
                submission.tenant(),
                () -> update(submission, outcome, json)
                        || insert(submission, outcome.status(), outcome.result(), json)
                        // the insert has waited for one that noted the lead at the same moment
                        || update(submission, outcome, json));
    }

    private boolean update(LeadSubmission submission, LeadOutcome outcome, String json) {
        return jdbc.sql("""
                        UPDATE lead SET status = ?, result = ?, outcome = ?::json, finished_at = clock_timestamp()
                        WHERE tenant = ? AND lead_id = ?
                          AND (finished_at IS NULL OR (result = 'COMPLETED' AND ? <> 'COMPLETED'))""")
                        .params(
                                outcome.status().name(),
                                outcome.result().name(),
                                json,
                                submission.tenant(),
                                submission.lead().leadId(),
                                outcome.result().name())
                        .update()
                == 1;
    }

    private boolean insert(LeadSubmission submission, Status status, Result result, @Nullable String outcome) {
        String leadId = submission.lead().leadId();
        return jdbc.sql("""
                        INSERT INTO lead (tenant, lead_id, digest, workflow_id, status, result, outcome, finished_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?::json, CASE WHEN ? THEN clock_timestamp() END)
                        ON CONFLICT DO NOTHING""")
                        .params(Arrays.asList(
                                submission.tenant(),
                                leadId,
                                submission.digest(),
                                LeadSubmission.workflowId(submission.tenant(), leadId),
                                status.name(),
                                result.name(),
                                outcome,
                                result.isFinal()))
                        .update()
                == 1;
    }

    /**
     * Marks a lead that has ended as being undone; false when it cannot be undone any more. The same order again is the
     * same.
     */
    public boolean undoing(String tenant, String leadId, LeadOutcome outcome) {
        return transactions.in(
                tenant,
                () -> jdbc.sql("""
                        UPDATE lead SET result = ?, outcome = ?::json
                        WHERE tenant = ? AND lead_id = ? AND finished_at IS NOT NULL
                          AND result IN ('COMPLETED', 'FAILED')""")
                                .params(outcome.result().name(), JSON.writeValueAsString(outcome), tenant, leadId)
                                .update()
                        == 1);
    }

    /** Stores how an undo ended, once; false when it was stored before. */
    public boolean undone(String tenant, String leadId, LeadOutcome outcome) {
        return transactions.in(
                tenant,
                () -> jdbc.sql("""
                        UPDATE lead SET status = ?, result = ?, outcome = ?::json
                        WHERE tenant = ? AND lead_id = ? AND result = 'UNDOING'""")
                                .params(
                                        outcome.status().name(),
                                        outcome.result().name(),
                                        JSON.writeValueAsString(outcome),
                                        tenant,
                                        leadId)
                                .update()
                        == 1);
    }

    /**
     * Newest first.
     *
     * @param status or result to filter by; null for all
     * @param cursor from an earlier page; null for the first
     * @throws IllegalArgumentException when the cursor is not one of ours
     */
    public Page list(String tenant, @Nullable String status, @Nullable String cursor, int limit) {
        long before = cursor == null ? Long.MAX_VALUE : Cursor.decode(cursor);
        List<Row> rows = transactions.in(
                tenant,
                () -> jdbc.sql("""
                        SELECT * FROM (SELECT *, %s AS result_now FROM lead WHERE tenant = :tenant AND seq < :before) known
                        WHERE :status::text IS NULL OR status = :status OR result_now = :status
                        ORDER BY seq DESC LIMIT :limit""".formatted(RESULT_NOW))
                        .param("tenant", tenant)
                        .param("before", before)
                        .param("status", status)
                        .param("limit", limit + 1)
                        .query(this::row)
                        .list());
        List<Row> page = rows.size() > limit ? rows.subList(0, limit) : rows;
        String next = rows.size() > limit ? Cursor.encode(page.getLast().seq()) : null;
        return new Page(page.stream().map(Row::lead).toList(), next);
    }

    /** @param prefix counts only leads whose id begins so; null for all */
    public Summary summary(String tenant, @Nullable String prefix) {
        Map<String, Long> byResult = new LinkedHashMap<>();
        transactions.run(
                tenant,
                () -> jdbc.sql("""
                        SELECT %s AS result_now, count(*) AS leads FROM lead
                        WHERE tenant = :tenant AND (:prefix::text IS NULL OR starts_with(lead_id, :prefix))
                        GROUP BY result_now ORDER BY result_now""".formatted(RESULT_NOW))
                        .param("tenant", tenant)
                        .param("prefix", prefix)
                        .query(row -> {
                            byResult.put(row.getString("result_now"), row.getLong("leads"));
                        }));
        return new Summary(byResult.values().stream().mapToLong(Long::longValue).sum(), byResult);
    }

    private record Row(long seq, StoredLead lead) {}

    private Row row(ResultSet row, int number) throws SQLException {
        String json = row.getString("outcome");
        Timestamp finished = row.getTimestamp("finished_at");
        LeadOutcome outcome = json == null
                ? unfinished(
                        row.getString("lead_id"),
                        row.getString("tenant"),
                        row.getString("workflow_id"),
                        Result.valueOf(row.getString("result_now")))
                : JSON.readValue(json, LeadOutcome.class);
        return new Row(
                row.getLong("seq"),
                new StoredLead(
                        row.getString("lead_id"),
                        row.getString("digest"),
                        outcome,
                        row.getTimestamp("submitted_at").toInstant(),
                        finished == null ? null : finished.toInstant()));
    }

    private static LeadOutcome unfinished(String leadId, String tenant, String workflowId, Result result) {
        return new LeadOutcome(
                leadId, tenant, workflowId, Status.PENDING, result, List.of(), List.of(), List.of(), null, null, null);
    }
}
