package dev.handrail.approval;

import dev.handrail.connector.CrmRecord;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that waits, or waited, for a person.
 *
 * @param reason why a person is asked, from the policy
 * @param reasoning what the requester says; untrusted text
 * @param recordVersion version of the CRM record the request was made against; null when there is none
 * @param before the record as it was when it was asked; empty when the call is about none; {@code candidates} when the CRM
 *     takes a new record for a duplicate
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

    /** Shows the records that the new one may be a duplicate of. */
    public Authorization besides(List<CrmRecord> candidates) {
        List<Map<String, Object>> shown = candidates.stream()
                .map(record -> Map.of(
                        "type", record.ref().type().name().toLowerCase(Locale.ROOT),
                        "id", record.id(),
                        "fields", record.fields()))
                .toList();
        return new Authorization(
                id,
                tenant,
                status,
                workflowId,
                callId,
                tool,
                arguments,
                argumentsDigest,
                reason,
                reasoning,
                requestedBy,
                crmRecordId,
                recordVersion,
                Map.of("candidates", shown),
                createdAt,
                expiresAt,
                decidedBy,
                decidedAt,
                notes);
    }
}
