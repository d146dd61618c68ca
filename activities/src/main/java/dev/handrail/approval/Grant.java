package dev.handrail.approval;

import dev.handrail.authorization.GrantTerms;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person allowed from then on.
 *
 * @param tool it is about
 * @param actor who may call it
 * @param used how many calls have used it, beside the one that was approved
 * @param authorizationId the request on which it was given
 * @param revokedAt null while it is good, or has expired by itself
 */
public record Grant(
        String id,
        String tool,
        String actor,
        GrantTerms terms,
        int used,
        String grantedBy,
        String authorizationId,
        Instant grantedAt,
        @Nullable Instant revokedAt,
        @Nullable String revokedBy) {

    /** Whether a call could use it now. */
    public boolean isGoodAt(Instant now) {
        Instant end = terms.expiresAt();
        Integer most = terms.uses();
        return revokedAt == null && (end == null || now.isBefore(end)) && (most == null || used < most);
    }
}
