package dev.handrail.approval;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that waits, or waited, for a person.
 *
 * @param reason why a person is asked, from the policy
 * @param reasoning what the requester says; untrusted text
 * @param recordVersion version of the CRM record the request was made against; null when there is none
 * @param before the record as it was when it was asked; empty when the call is about none
 */
public record Authorization(
        String id,
        String tenant,
        Status status,
        String workflowId,
        String callId,
        String tool,
        Map<String, Object> arguments,
        String argumentsDigest,
        String reason,
        @Nullable String reasoning,
        String requestedBy,
        @Nullable String crmRecordId,
        @Nullable String recordVersion,
        Map<String, Object> before,
        Instant createdAt,
        Instant expiresAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String notes) {

    public enum Status {
        PENDING,
        AUTHORIZED,
        DENIED,
        EXPIRED,
        /** The call was cancelled before anyone decided. */
        WITHDRAWN
    }
}
