package dev.handrail.api.credential;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.handrail.call.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** API keys of a tenant. Their secrets are shown once and not kept. */
public interface Credentials {

    /** @param key the secret */
    record Issued(String id, String key) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Credential(
            String id,
            String name,
            Set<Role> roles,
            @Nullable String issuedBy,
            @Nullable Instant issuedAt,
            @Nullable Instant expiresAt,
            @Nullable Instant revokedAt) {}

    /** @param validFor null for no end */
    Issued issue(String tenant, Set<Role> roles, String name, String issuedBy, @Nullable Duration validFor);

    /** False when the tenant has no such key. */
    boolean revoke(String tenant, String id, String revokedBy);

    List<Credential> list(String tenant);
}
