package dev.handrail.approval;

import dev.handrail.approval.Authorization.Status;
import dev.handrail.audit.AuditEntry;
import dev.handrail.audit.AuditLog;
import dev.handrail.authorization.AuthorizationActivities;
import dev.handrail.authorization.Decision;
import dev.handrail.authorization.DecisionVerdict;
import dev.handrail.authorization.SignalledDecision;
import dev.handrail.tenant.TenantTransactions;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decisions and their receipts, each pair in one transaction. */
public final class AuthorizationDesk implements AuthorizationActivities {

    private final AuthorizationStore authorizations;
    private final TenantTransactions transactions;
    private final AuditLog audit;

    public AuthorizationDesk(AuthorizationStore authorizations, TenantTransactions transactions, AuditLog audit) {
        this.authorizations = authorizations;
        this.transactions = transactions;
        this.audit = audit;
    }

    @Override
    public DecisionVerdict record(String tenant, Decision decision) {
        return transactions.in(
                tenant,
                () -> authorizations.isSealed(tenant, decision)
                        ? recorded(tenant, decision)
                        : forged(tenant, decision));
    }

    /** Nobody knows who sent it, so it is in nobody's name. */
    private DecisionVerdict forged(String tenant, Decision decision) {
        DecisionVerdict verdict = DecisionVerdict.no(
                "Nothing proves who decided; decide by the API, a page, or the signal that GET /api/authorizations/{id} shows");
        audit.append(AuditEntry.of(tenant, "temporal", "authorization_decided", "refused")
                .saying(
                        Map.of("authorizationId", decision.authorizationId(), "claims", decision.by()),
                        Map.of("reason", "Nothing proves who decided")));
        return verdict;
    }

    private DecisionVerdict recorded(String tenant, Decision decision) {
        return transactions.in(tenant, () -> {
            DecisionVerdict verdict = authorizations.decide(tenant, decision);
            audit.append(receipt(tenant, decision, verdict, callOf(tenant, decision)));
            return verdict;
        });
    }

    @Override
    public void remind(String tenant, String authorizationId) {
        transactions.run(tenant, () -> {
            authorizations.remind(tenant, authorizationId);
            audit.append(AuditEntry.of(tenant, "handrail", "authorization_reminder", "succeeded")
                    .saying(Map.of("authorizationId", authorizationId), Map.of()));
        });
    }

    @Override
    public void escalate(String tenant, String authorizationId) {
        transactions.run(tenant, () -> {
            if (authorizations.escalate(tenant, authorizationId)) {
                audit.append(AuditEntry.of(tenant, "handrail", "authorization_escalated", "succeeded")
                        .saying(Map.of("authorizationId", authorizationId), Map.of()));
            }
        });
    }

    /**
     * Hands the decision to another person, too.
     *
     * @return why not; empty when done
     */
    public Optional<String> delegate(String tenant, String authorizationId, String by, String to) {
        return transactions.in(tenant, () -> {
            Optional<String> objection = authorizations.delegate(tenant, authorizationId, by, to);
            audit.append(AuditEntry.of(
                            tenant, by, "authorization_delegated", objection.isEmpty() ? "succeeded" : "refused")
                    .saying(
                            Map.of("authorizationId", authorizationId, "to", to),
                            objection.map(why -> Map.of("reason", why)).orElse(Map.of())));
            return objection;
        });
    }

    private @Nullable String callOf(String tenant, Decision decision) {
        return authorizations
                .find(tenant, decision.authorizationId())
                .map(Authorization::callId)
                .orElse(null);
    }

    private static AuditEntry receipt(
            String tenant, Decision decision, DecisionVerdict verdict, @Nullable String callId) {
        String status = verdict.accepted() ? decision.verdict().name().toLowerCase(Locale.ROOT) : "refused";
        Map<String, Object> came = new LinkedHashMap<>();
        if (verdict.reason() != null) {
            came.put("reason", verdict.reason());
        }
        if (decision.notes() != null) {
            came.put("notes", decision.notes());
        }
        if (verdict.missing() != null) {
            came.put("missing", verdict.missing());
        }
        if (decision.arguments() != null) {
            came.put("arguments", decision.arguments());
        }
        AuditEntry entry = AuditEntry.of(tenant, decision.by(), "authorization_decided", status);
        return (callId == null ? entry : entry.forCall(callId))
                .saying(Map.of("authorizationId", decision.authorizationId(), "decision", decision.id()), came);
    }

    @Override
    public SignalVerdict recordSignalled(String tenant, SignalledDecision signal) {
        return authorizations
                .signalled(tenant, signal)
                .map(decision -> new SignalVerdict(recorded(tenant, decision), decision))
                .orElseGet(() -> new SignalVerdict(
                        DecisionVerdict.no(
                                "The signal's decision must be authorized or denied, with the code shown to an approver by GET /api/authorizations/%s"
                                        .formatted(signal.authorizationId())),
                        null));
    }

    @Override
    public boolean expire(String tenant, String authorizationId) {
        return authorizations.closeUndecided(tenant, authorizationId, Status.EXPIRED);
    }

    @Override
    public void withdraw(String tenant, String authorizationId) {
        authorizations.closeUndecided(tenant, authorizationId, Status.WITHDRAWN);
    }
}
