package dev.handrail.policy;

import dev.handrail.tenant.TenantTransactions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts what conditions ask about the past. */
public final class History {

    private static final Map<HistoryFact, String> COUNTS =
            Map.of(HistoryFact.CALLS_LAST_HOUR, """
            (SELECT count(DISTINCT call_id) FROM (
                SELECT call_id FROM crm_sync_logs
                WHERE tenant = :tenant AND actor = :actor AND at > :at::timestamptz - interval '1 hour' AND at <= :at
                  AND call_id IS NOT NULL AND call_id <> :call LIMIT :most) AS calls)""", HistoryFact.CHANGES_TODAY, """
            (SELECT count(*) FROM (
                SELECT FROM tool_call
                WHERE tenant = :tenant AND record_id = :record AND at >= date_trunc('day', :at::timestamptz, 'UTC')
                  AND at <= :at AND version_after IS NOT NULL AND call_id <> :call LIMIT :most) AS changes)""");

    private final TenantTransactions transactions;
    private final JdbcClient jdbc;

    public History(TenantTransactions transactions, JdbcClient jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    /**
     * As it was at a time.
     *
     * @param callId of the call that is judged, which does not count
     * @param recordId of the record it is about; null when there is none, which nobody has changed
     */
    public Map<String, Object> at(Instant time, String tenant, String actor, String callId, @Nullable String recordId) {
        StringBuilder sql = new StringBuilder("SELECT ");
        for (HistoryFact fact : HistoryFact.values()) {
            sql.append(fact.ordinal() == 0 ? "" : ", ")
                    .append(COUNTS.get(fact))
                    .append(" AS ")
                    .append(fact.label());
        }
        return transactions.in(
                tenant,
                () -> jdbc.sql(sql.toString())
                        .param("tenant", tenant)
                        .param("actor", actor)
                        .param("call", callId)
                        .param("record", recordId == null ? "" : recordId)
                        .param("at", time.atOffset(ZoneOffset.UTC))
                        .param("most", HistoryFact.MOST)
                        .query((row, number) -> {
                            Map<String, Object> facts = new LinkedHashMap<>();
                            for (HistoryFact fact : HistoryFact.values()) {
                                facts.put(fact.label(), row.getLong(fact.label()));
                            }
                            return facts;
                        })
                        .single());
    }
}
