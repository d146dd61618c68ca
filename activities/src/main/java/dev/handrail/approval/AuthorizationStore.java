package dev.handrail.approval;

import dev.handrail.approval.Authorization.Status;
import dev.handrail.authorization.Decision;
import dev.handrail.authorization.DecisionVerdict;
import dev.handrail.authorization.SignalledDecision;
import dev.handrail.policy.Ruling;
import dev.handrail.tenant.Cursor;
import dev.handrail.tenant.TenantTransactions;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Authorizations in the database, where a decision counts once whoever comes first. */
public final class AuthorizationStore {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final TenantTransactions transactions;
    private final JdbcClient jdbc;
    private final Approvers approvers;

    public AuthorizationStore(TenantTransactions transactions, JdbcClient jdbc, Approvers approvers) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.approvers = approvers;
    }

    /** @param next cursor of the next page; null on the last */
    public record Page(
            List<Authorization> authorizations, @Nullable String next) {}

    public Optional<Authorization> find(String tenant, String id) {
        return transactions.in(
                tenant,
                () -> jdbc.sql("SELECT * FROM authorization_request WHERE tenant = ? AND id = ?")
                        .params(tenant, id)
                        .query(this::row)
                        .optional()
                        .map(Row::authorization));
    }

    /**
     * Oldest first.
     *
     * @throws IllegalArgumentException when the cursor is not one of ours
     */
    public Page list(
            String tenant, @Nullable Status status, @Nullable String tool, @Nullable String cursor, int limit) {
        long after = cursor == null ? 0 : Cursor.decode(cursor);
        List<Row> rows = transactions.in(
                tenant,
                () -> jdbc.sql("""
                        SELECT * FROM authorization_request
                        WHERE tenant = :tenant AND seq > :after
                          AND (:status::text IS NULL OR status = :status)
                          AND (:tool::text IS NULL OR tool = :tool)
                        ORDER BY seq LIMIT :limit""")
                        .param("tenant", tenant)
                        .param("after", after)
                        .param("status", status == null ? null : status.name())
                        .param("tool", tool)
                        .param("limit", limit + 1)
                        .query(this::row)
                        .list());
        List<Row> page = rows.size() > limit ? rows.subList(0, limit) : rows;
        String next = rows.size() > limit ? Cursor.encode(page.getLast().seq()) : null;
        return new Page(page.stream().map(Row::authorization).toList(), next);
    }

    /**
     * Asks a person, once; the request that exists is answered when it was asked before.
     *
     * @param ruling why and on which terms; kept whole in the column {@code ruling}
     */
    public Authorization ask(Authorization request, Ruling ruling) {
        String tenant = request.tenant();
        return transactions.in(tenant, () -> {
            jdbc.sql("""
                            INSERT INTO authorization_request (tenant, id, status, workflow_id, call_id, tool,
                                arguments, arguments_hash, policy_hash, reason, reasoning, requested_by,
                                crm_record_id, record_version, before, expires_at, ruling)
                            VALUES (?, ?, 'PENDING', ?, ?, ?, ?::json, ?, ?, ?, ?, ?, ?, ?, ?::json, ?, ?::json)
                            ON CONFLICT DO NOTHING""")
                    .params(Arrays.asList(
                            tenant,
                            request.id(),
                            request.workflowId(),
                            request.callId(),
                            request.tool(),
                            JSON.writeValueAsString(request.arguments()),
                            request.argumentsDigest(),
                            ruling.policyHash(),
                            request.reason(),
                            request.reasoning(),
                            request.requestedBy(),
                            request.crmRecordId(),
                            request.recordVersion(),
                            JSON.writeValueAsString(request.before()),
                            Timestamp.from(request.expiresAt()),
                            JSON.writeValueAsString(ruling)))
                    .update();
            return find(tenant, request.id()).orElseThrow();
        });
    }

    /** Records the decision if this person may decide and nobody has; the same decision again is accepted again. */
    public DecisionVerdict decide(String tenant, Decision decision) {
        return transactions.in(tenant, () -> {
            Optional<Row> locked = jdbc.sql(
                            "SELECT * FROM authorization_request WHERE tenant = ? AND id = ? FOR UPDATE")
                    .params(tenant, decision.authorizationId())
                    .query(this::row)
                    .optional();
            if (locked.isEmpty()) {
                return DecisionVerdict.no(
                        "There is no authorization %s; list them again".formatted(decision.authorizationId()));
            }
            Optional<String> objection = objection(locked.get(), decision);
            if (objection.isPresent()) {
                return DecisionVerdict.no(objection.get());
            }
            close(
                    tenant,
                    decision.authorizationId(),
                    Status.valueOf(decision.verdict().name()),
                    decision);
            return DecisionVerdict.yes();
        });
    }

    private Optional<String> objection(Row row, Decision decision) {
        Authorization authorization = row.authorization();
        if (decision.id().equals(row.decisionId())) {
            return Optional.empty();
        }
        if (authorization.status() != Status.PENDING) {
            return Optional.of(
                    "It is already %s".formatted(authorization.status().name().toLowerCase(java.util.Locale.ROOT)));
        }
        if (!Instant.now().isBefore(authorization.expiresAt())) {
            return Optional.of("It has expired; the requester must ask again");
        }
        if (decision.by().equals(authorization.requestedBy())) {
            return Optional.of("Whoever asked may not decide; another approver must");
        }
        return row.ruling() != null && decision.verdict() == Decision.Verdict.AUTHORIZED
                ? oneDecisionIsNotEnough(row.ruling().terms())
                        .or(() -> approvers.objection(authorization.tenant(), decision.by()))
                : approvers.objection(authorization.tenant(), decision.by());
    }

    /** One decision is kept, and approvers are in no groups: what asks for more can be denied, not allowed. */
    private static Optional<String> oneDecisionIsNotEnough(Ruling.Terms terms) {
        if (terms.approvals() > 1) {
            return Optional.of(
                    "The policy asks for %d approvers, and only one can be recorded; deny it, or ask an administrator to change the rule"
                            .formatted(terms.approvals()));
        }
        return Optional.ofNullable(terms.group())
                .map(
                        "The policy leaves this to the group %s, and nobody is in a group; deny it, or ask an administrator to change the rule"
                                ::formatted);
    }

    /** Finds out by its code who sent a decision as a signal; empty when the code is not ours. */
    public Optional<Decision> signalled(String tenant, SignalledDecision signal) {
        int dot = signal.code().lastIndexOf('.');
        if (dot < 1) {
            return Optional.empty();
        }
        String person = signal.code().substring(0, dot);
        boolean ours = MessageDigest.isEqual(
                decisionCode(tenant, signal.authorizationId(), person).getBytes(StandardCharsets.UTF_8),
                signal.code().getBytes(StandardCharsets.UTF_8));
        Optional<Decision.Verdict> verdict = verdict(signal.decision());
        return ours && verdict.isPresent()
                ? Optional.of(new Decision(
                        "signal-" + signal.code(), signal.authorizationId(), verdict.get(), person, signal.notes()))
                : Optional.empty();
    }

    private static Optional<Decision.Verdict> verdict(String decision) {
        return switch (decision) {
            case "authorized" -> Optional.of(Decision.Verdict.AUTHORIZED);
            case "denied" -> Optional.of(Decision.Verdict.DENIED);
            default -> Optional.empty();
        };
    }

    /** The code by which this person may decide this authorization from Temporal's UI. */
    public String decisionCode(String tenant, String id, String person) {
        String secret =
                jdbc.sql("SELECT secret FROM signing_key").query(String.class).single();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] signature = mac.doFinal(String.join("\n", tenant, id, person).getBytes(StandardCharsets.UTF_8));
            return person + "." + HexFormat.of().formatHex(signature, 0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    /** Closes a pending authorization that nobody decided; false when someone did. */
    public boolean closeUndecided(String tenant, String id, Status status) {
        return transactions.in(tenant, () -> close(tenant, id, status, null));
    }

    private boolean close(String tenant, String id, Status status, @Nullable Decision decision) {
        return jdbc.sql("""
                        UPDATE authorization_request
                        SET status = ?, decision_id = ?, decided_by = ?, notes = ?, decided_at = clock_timestamp()
                        WHERE tenant = ? AND id = ? AND status = 'PENDING'""")
                        .params(Arrays.asList(
                                status.name(),
                                decision == null ? null : decision.id(),
                                decision == null ? null : decision.by(),
                                decision == null ? null : decision.notes(),
                                tenant,
                                id))
                        .update()
                == 1;
    }

    /** @param ruling null for a request of an earlier version of Handrail */
    private record Row(
            long seq, @Nullable String decisionId, @Nullable Ruling ruling, Authorization authorization) {}

    private Row row(ResultSet row, int number) throws SQLException {
        Timestamp decidedAt = row.getTimestamp("decided_at");
        String ruling = row.getString("ruling");
        return new Row(
                row.getLong("seq"),
                row.getString("decision_id"),
                ruling == null ? null : JSON.readValue(ruling, Ruling.class),
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
                        decidedAt == null ? null : decidedAt.toInstant(),
                        row.getString("notes")));
    }
}
