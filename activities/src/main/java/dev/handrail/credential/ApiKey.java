package dev.handrail.credential;

import dev.handrail.call.Role;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is listed.
 *
 * @param lastUsedAt to about a minute
 */
public record ApiKey(
        String id,
        String tenant,
        String name,
        Set<Role> roles,
        String issuedBy,
        Instant issuedAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt) {

    public ApiKey {
        roles = Set.copyOf(roles);
    }

    public boolean validAt(Instant time) {
        return revokedAt == null && (expiresAt == null || time.isBefore(expiresAt));
    }
}
