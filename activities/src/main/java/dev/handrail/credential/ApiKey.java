package dev.handrail.credential;

import dev.handrail.call.Role;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is listed.
 *
 * @param holder whose it is
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
        @Nullable Instant lastUsedAt,
        Holder holder) {

    /**
     * @param owner the person who uses it, such as an e-mail address; null when nobody said. Of two keys of one person
     *     neither decides about what the other asked for
     * @param groups of approvers
     */
    public record Holder(@Nullable String owner, Set<String> groups) {

        public static final Holder UNKNOWN = new Holder(null, Set.of());

        public Holder {
            groups = Set.copyOf(groups);
        }
    }

    public ApiKey {
        roles = Set.copyOf(roles);
    }

    public boolean validAt(Instant time) {
        return revokedAt == null && (expiresAt == null || time.isBefore(expiresAt));
    }
}
