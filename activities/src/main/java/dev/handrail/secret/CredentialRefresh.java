package dev.handrail.secret;

import dev.handrail.audit.AuditEntry;
import dev.handrail.audit.AuditLog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads a tenant's credentials again because a person asked for it, with a receipt. */
public final class CredentialRefresh {

    private final CrmCredentials credentials;
    private final AuditLog audit;

    public CredentialRefresh(CrmCredentials credentials, AuditLog audit) {
        this.credentials = credentials;
        this.audit = audit;
    }

    /**
     * In this process only; others notice within five minutes, or when a CRM refuses what they have.
     *
     * @param actor who asked
     * @return one for each provider that has credentials
     */
    public List<Refreshed> refresh(String tenant, String actor) {
        List<Refreshed> refreshed = credentials.refresh(tenant);
        audit.append(AuditEntry.of(tenant, actor, "credentials_refreshed", "succeeded")
                .saying(
                        Map.of(),
                        Map.of(
                                "providers",
                                refreshed.stream()
                                        .map(CredentialRefresh::described)
                                        .toList())));
        return refreshed;
    }

    private static Map<String, Object> described(Refreshed refreshed) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("provider", refreshed.provider());
        description.put("source", refreshed.source());
        description.put("status", refreshed.status().name().toLowerCase(Locale.ROOT));
        if (refreshed.version() != null) {
            description.put("version", refreshed.version());
        }
        return description;
    }
}
