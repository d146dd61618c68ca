package dev.handrail.approval;

import dev.handrail.audit.AuditEntry;
import dev.handrail.audit.AuditLog;
import dev.handrail.authorization.GrantTerms;
import dev.handrail.call.Digest;
import dev.handrail.call.ToolCall;
import dev.handrail.connector.Values;
import dev.handrail.policy.Ruling;
import dev.handrail.tenant.TenantTransactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Grants, from the approval that gives one to its revocation. Each step has its receipt in the same transaction. */
public final class Grants {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final TenantTransactions transactions;
    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final Approvers approvers;

    public Grants(TenantTransactions transactions, JdbcClient jdbc, AuditLog audit, Approvers approvers) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.audit = audit;
        this.approvers = approvers;
    }

    /** Newest first, also those that are used up, have expired or were revoked. */
    public List<Grant> list(String tenant) {
        return transactions.in(
                tenant,
                () -> jdbc.sql("SELECT * FROM approval_grant WHERE tenant = ? ORDER BY granted_at DESC LIMIT 1000")
                        .param(tenant)
                        .query(this::row)
                        .list());
    }

    /** The same approval gives the same grant. The call that was approved is none of its uses. */
    void give(Authorization authorization, GrantTerms terms, String by) {
        String tenant = authorization.tenant();
        String id = "grant-"
                + Digest.of(Map.of("authorization", authorization.id())).substring(0, 16);
        int given = jdbc.sql("""
                        INSERT INTO approval_grant (tenant, id, tool, actor, arguments, expires_at, uses, granted_by,
                            authorization_id, rule, approver_group)
                        VALUES (?, ?, ?, ?, ?::json, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""")
                .params(Arrays.asList(
                        tenant,
                        id,
                        authorization.tool(),
                        authorization.requestedBy(),
                        JSON.writeValueAsString(terms.arguments()),
                        timestamp(terms.expiresAt()),
                        terms.uses(),
                        by,
                        authorization.id(),
                        authorization.ruling().rule(),
                        authorization.terms().group()))
                .update();
        if (given == 1) {
            noteUse(tenant, id, authorization.callId());
            audit.append(AuditEntry.of(tenant, by, "grant_given", "succeeded")
                    .saying(
                            Map.of("tool", authorization.tool(), "actor", authorization.requestedBy(), "terms", terms),
                            Map.of("grantId", id, "authorizationId", authorization.id())));
        }
    }

    /**
     * A grant that allows this call, which uses it once whatever attempt of it this is. One that is being revoked is
     * waited for: whoever comes first counts. A grant holds for the rule on which it was given, and as long as whoever
     * gave it may approve.
     */
    public Optional<String> use(ToolCall call, Ruling ruling) {
        return transactions.in(call.tenant(), () -> {
            Optional<Grant> grant = candidates(call, ruling).stream()
                    .filter(candidate ->
                            Values.holds(call.arguments(), candidate.terms().arguments()))
                    .filter(candidate -> approvers.stillCounts(call.tenant(), candidate.grantedBy()))
                    .findFirst();
            grant.ifPresent(good -> note(good, call));
            return grant.map(Grant::id);
        });
    }

    private List<Grant> candidates(ToolCall call, Ruling ruling) {
        return jdbc.sql("""
                        SELECT * FROM approval_grant g
                        WHERE tenant = ? AND tool = ? AND actor = ? AND revoked_at IS NULL
                          AND rule IS NOT DISTINCT FROM ? AND approver_group IS NOT DISTINCT FROM ?
                          AND (EXISTS (SELECT FROM approval_grant_use u
                                       WHERE u.tenant = g.tenant AND u.grant_id = g.id AND u.call_id = ?)
                               OR ((expires_at IS NULL OR expires_at > now()) AND (uses IS NULL OR used < uses)))
                        ORDER BY granted_at FOR UPDATE""")
                .params(Arrays.asList(
                        call.tenant(),
                        call.tool(),
                        call.actor(),
                        ruling.rule(),
                        ruling.terms().group(),
                        call.id()))
                .query(this::row)
                .list();
    }

    private void note(Grant grant, ToolCall call) {
        if (noteUse(call.tenant(), grant.id(), call.id())) {
            jdbc.sql("UPDATE approval_grant SET used = used + 1 WHERE tenant = ? AND id = ?")
                    .params(call.tenant(), grant.id())
                    .update();
            audit.append(AuditEntry.of(call.tenant(), call.actor(), "grant_used", "succeeded")
                    .forCall(call.id())
                    .saying(Map.of("tool", call.tool()), Map.of("grantId", grant.id())));
        }
    }

    private boolean noteUse(String tenant, String grant, String call) {
        return jdbc.sql(
                                "INSERT INTO approval_grant_use (tenant, grant_id, call_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
                        .params(tenant, grant, call)
                        .update()
                == 1;
    }

    /** False when there is no such grant, or it was revoked before. A call that has not been made yet asks a person. */
    public boolean revoke(String tenant, String id, String by) {
        return transactions.in(tenant, () -> {
            int revoked = jdbc.sql("""
                            UPDATE approval_grant SET revoked_at = clock_timestamp(), revoked_by = ?
                            WHERE tenant = ? AND id = ? AND revoked_at IS NULL""").params(by, tenant, id).update();
            if (revoked == 1) {
                audit.append(AuditEntry.of(tenant, by, "grant_revoked", "succeeded")
                        .saying(Map.of("grantId", id), Map.of()));
            }
            return revoked == 1;
        });
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    private Grant row(ResultSet row, int number) throws SQLException {
        int uses = row.getInt("uses");
        Integer most = row.wasNull() ? null : uses;
        return new Grant(
                row.getString("id"),
                row.getString("tool"),
                row.getString("actor"),
                new GrantTerms(
                        JSON.readValue(row.getString("arguments"), OBJECT),
                        instant(row.getTimestamp("expires_at")),
                        most),
                row.getInt("used"),
                row.getString("granted_by"),
                row.getString("authorization_id"),
                row.getTimestamp("granted_at").toInstant(),
                instant(row.getTimestamp("revoked_at")),
                row.getString("revoked_by"));
    }
}
