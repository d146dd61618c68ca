package dev.handrail.approval;

import dev.handrail.approval.Authorization.Status;
import dev.handrail.authorization.Decision;
import dev.handrail.authorization.DecisionVerdict;
import dev.handrail.authorization.SignalledDecision;
import dev.handrail.call.Digest;
import dev.handrail.call.ToolCall;
import dev.handrail.tenant.Cursor;
import dev.handrail.tenant.TenantTransactions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
    private final Objections objections;
    private final Grants grants;
    private final Announcer announcer;
    private final Votes votes;
    private final Seals seals;

    public AuthorizationStore(TenantTransactions transactions, JdbcClient jdbc, Approvers approvers, Grants grants) {
        this(transactions, jdbc, approvers, grants, Announcer.SILENT);
    }

    public AuthorizationStore(
            TenantTransactions transactions, JdbcClient jdbc, Approvers approvers, Grants grants, Announcer announcer) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.approvers = approvers;
        this.objections = new Objections(approvers);
        this.grants = grants;
        this.announcer = announcer;
        this.votes = new Votes(jdbc, approvers);
        this.seals = new Seals(jdbc);
    }

    /** @param next cursor of the next page; null on the last */
    public record Page(
            List<Authorization> authorizations, @Nullable String next) {}

    public Optional<Authorization> find(String tenant, String id) {
        return transactions.in(
                tenant,
                () -> jdbc.sql("SELECT * FROM authorization_request WHERE tenant = ? AND id = ?")
                        .params(tenant, id)
                        .query(StoredAuthorization::read)
                        .optional()
                        .map(StoredAuthorization::authorization)
                        .map(votes::joined));
    }

    /** Those of these ids that there are, in the order of the ids. */
    public List<Authorization> find(String tenant, List<String> ids) {
        return transactions.in(tenant, () -> {
            Map<String, Authorization> found = jdbc
                    .sql("SELECT * FROM authorization_request WHERE tenant = ? AND id = ANY (?)")
                    .params(tenant, ids.toArray(String[]::new))
                    .query(StoredAuthorization::read)
                    .list()
                    .stream()
                    .map(StoredAuthorization::authorization)
                    .collect(Collectors.toMap(Authorization::id, authorization -> authorization));
            return votes.joined(
                    tenant,
                    ids.stream().map(found::get).filter(Objects::nonNull).toList());
        });
    }

    /** The id of what waits for a person in another call of the same caller with the same arguments. */
    public Optional<String> sameWaiting(ToolCall call) {
        return transactions.in(
                call.tenant(),
                () -> jdbc.sql("""
                        SELECT id FROM authorization_request
                        WHERE tenant = ? AND requested_by = ? AND tool = ? AND arguments_hash = ? AND call_id <> ?
                          AND status = 'PENDING' AND expires_at > now()
                        LIMIT 1""")
                        .params(call.tenant(), call.actor(), call.tool(), call.argumentsDigest(), call.id())
                        .query(String.class)
                        .optional());
    }

    /** What people have approved of a call; without their votes. */
    public List<Authorization> approved(String tenant, String callId) {
        return transactions.in(
                tenant,
                () -> jdbc
                        .sql(
                                "SELECT * FROM authorization_request WHERE tenant = ? AND call_id = ? AND status = 'AUTHORIZED'")
                        .params(tenant, callId)
                        .query(StoredAuthorization::read)
                        .list()
                        .stream()
                        .map(StoredAuthorization::authorization)
                        .toList());
    }

    /**
     * Oldest first.
     *
     * @throws IllegalArgumentException when the cursor is not one of ours
     */
    public Page list(
            String tenant, @Nullable Status status, @Nullable String tool, @Nullable String cursor, int limit) {
        long after = cursor == null ? 0 : Cursor.decode(cursor);
        List<StoredAuthorization> rows = transactions.in(
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
                        .query(StoredAuthorization::read)
                        .list());
        List<StoredAuthorization> page = rows.size() > limit ? rows.subList(0, limit) : rows;
        String next = rows.size() > limit ? Cursor.encode(page.getLast().seq()) : null;
        return new Page(
                transactions.in(
                        tenant,
                        () -> votes.joined(
                                tenant,
                                page.stream()
                                        .map(StoredAuthorization::authorization)
                                        .toList())),
                next);
    }

    /** Asks a person, once; the request that exists is answered when it was asked before. */
    public Authorization ask(Authorization request) {
        String tenant = request.tenant();
        String arguments = JSON.writeValueAsString(request.arguments());
        return transactions.in(tenant, () -> {
            boolean first = jdbc.sql("""
                            INSERT INTO authorization_request (tenant, id, status, workflow_id, call_id, tool,
                                arguments, arguments_hash, policy_hash, reason, reasoning, requested_by,
                                crm_record_id, record_version, before, expires_at, ruling, undo)
                            VALUES (?, ?, 'PENDING', ?, ?, ?, ?::json, ?, ?, ?, ?, ?, ?, ?, ?::json, ?, ?::json, ?)
                            ON CONFLICT DO NOTHING""")
                            .params(Arrays.asList(
                                    tenant,
                                    request.id(),
                                    request.workflowId(),
                                    request.callId(),
                                    request.tool(),
                                    arguments,
                                    Digest.of(JSON.readValue(arguments, OBJECT)),
                                    request.ruling().policyHash(),
                                    request.reason(),
                                    request.reasoning(),
                                    request.requestedBy(),
                                    request.crmRecordId(),
                                    request.recordVersion(),
                                    JSON.writeValueAsString(request.before()),
                                    Timestamp.from(request.expiresAt()),
                                    JSON.writeValueAsString(request.ruling()),
                                    request.undo().name()))
                            .update()
                    == 1;
            Authorization asked = find(tenant, request.id()).orElseThrow();
            if (first) {
                announcer.opened(asked);
            }
            return asked;
        });
    }

    /**
     * Records this person's word if it may say one. The same decision again is accepted again and counts once; the
     * verdict says how many more people must approve.
     */
    public DecisionVerdict decide(String tenant, Decision decision) {
        return transactions.in(tenant, () -> {
            Optional<StoredAuthorization> locked = locked(tenant, decision.authorizationId());
            if (locked.isEmpty()) {
                return DecisionVerdict.no(
                        "There is no authorization %s; list them again".formatted(decision.authorizationId()));
            }
            Authorization authorization = locked.get().authorization();
            if (votes.isRecorded(tenant, decision)) {
                return repeated(authorization, decision);
            }
            Optional<String> objection = objections.to(authorization, decision);
            return objection.map(DecisionVerdict::no).orElseGet(() -> count(authorization, decision));
        });
    }

    private DecisionVerdict count(Authorization authorization, Decision decision) {
        return concluded(votes.add(authorization, decision), decision);
    }

    /** What was said counts once, and never against what was decided since. */
    private DecisionVerdict repeated(Authorization authorization, Decision decision) {
        if (authorization.status() == Status.PENDING) {
            return concluded(authorization, decision);
        }
        return authorization.status().name().equals(Votes.verdict(decision).name())
                ? DecisionVerdict.yes()
                : DecisionVerdict.no(Objections.already(authorization));
    }

    private DecisionVerdict concluded(Authorization authorization, Decision decision) {
        Vote.Verdict verdict = Votes.verdict(decision);
        if (verdict == Vote.Verdict.AUTHORIZED && authorization.missing() > 0) {
            return DecisionVerdict.waitingFor(authorization.missing());
        }
        close(authorization.tenant(), authorization.id(), Status.valueOf(verdict.name()), decision);
        if (verdict == Vote.Verdict.AUTHORIZED && decision.grant() != null) {
            grants.give(authorization, decision.grant(), decision.by());
        }
        return DecisionVerdict.yes();
    }

    private Optional<StoredAuthorization> locked(String tenant, String id) {
        return jdbc.sql("SELECT * FROM authorization_request WHERE tenant = ? AND id = ? FOR UPDATE")
                .params(tenant, id)
                .query(StoredAuthorization::read)
                .optional()
                .map(row -> new StoredAuthorization(row.seq(), votes.joined(row.authorization())));
    }

    /** Whether this decision, with everything in it, is one that counted. */
    public boolean isRecorded(String tenant, Decision decision) {
        return transactions.in(tenant, () -> votes.isRecorded(tenant, decision));
    }

    /** Why this person may not decide about this request now; empty when it may. */
    public Optional<String> objection(Authorization authorization, String person) {
        return objections.to(authorization, person);
    }

    /** Lets another person decide, too; empty when done, else why not. */
    public Optional<String> delegate(String tenant, String id, String by, String to) {
        return transactions.in(tenant, () -> {
            Optional<Authorization> locked = locked(tenant, id).map(StoredAuthorization::authorization);
            if (locked.isEmpty()) {
                return Optional.of("There is no authorization %s; list them again".formatted(id));
            }
            Authorization authorization = locked.get();
            if (!authorization.terms().mayDelegate()) {
                return Optional.of("The policy does not let anyone hand this decision to another person");
            }
            Optional<String> objection = objections
                    .to(authorization, by)
                    .or(() -> approvers
                            .objection(tenant, to, Set.of())
                            .map(why -> "%s may not decide: %s".formatted(to, why)));
            if (objection.isEmpty() && approvers.isSamePerson(tenant, to, authorization.requestedBy())) {
                return Optional.of("Whoever asked may not decide; choose another person");
            }
            if (objection.isEmpty()) {
                jdbc.sql(
                                "UPDATE authorization_request SET delegated_to = ?, delegated_by = ? WHERE tenant = ? AND id = ?")
                        .params(to, by, tenant, id)
                        .update();
            }
            return objection;
        });
    }

    /** From now on the second instance may decide too; false when it may already, or nobody waits any more. */
    public boolean escalate(String tenant, String id) {
        return transactions.in(tenant, () -> {
            boolean escalated = jdbc.sql("""
                            UPDATE authorization_request SET escalated_at = clock_timestamp()
                            WHERE tenant = ? AND id = ? AND status = 'PENDING' AND escalated_at IS NULL""").params(tenant, id).update() == 1;
            if (escalated) {
                find(tenant, id).ifPresent(announcer::escalated);
            }
            return escalated;
        });
    }

    /** Tells whoever may decide that it still waits; nobody when it does not. */
    void remind(String tenant, String id) {
        transactions.run(
                tenant,
                () -> find(tenant, id)
                        .filter(authorization -> authorization.status() == Status.PENDING)
                        .ifPresent(announcer::reminded));
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
        return seals.code(tenant, id, person);
    }

    /** Confirms that the front took this decision from this person, for the worker, whom anybody at Temporal can reach. */
    public Decision sealed(String tenant, Decision decision) {
        return decision.withSeal(seals.of(tenant, decision));
    }

    boolean isSealed(String tenant, Decision decision) {
        return decision.madeByAWorkflow() || seals.isGenuine(tenant, decision);
    }

    /** Closes a pending authorization that nobody decided; false when someone did. */
    public boolean closeUndecided(String tenant, String id, Status status) {
        return transactions.in(tenant, () -> close(tenant, id, status, null));
    }

    private boolean close(String tenant, String id, Status status, @Nullable Decision decision) {
        boolean closed = jdbc.sql("""
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
        if (closed) {
            find(tenant, id).ifPresent(announcer::closed);
        }
        return closed;
    }
}
