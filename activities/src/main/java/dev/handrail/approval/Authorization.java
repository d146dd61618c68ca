package dev.handrail.approval;

import dev.handrail.connector.CrmRecord;
import dev.handrail.policy.Ruling;
import dev.handrail.tool.Undo;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A request that waits, or waited, for a person.
 *
 * @param reason why a person is asked, from the policy
 * @param reasoning what the requester says; untrusted text
 * @param recordVersion version of the CRM record the request was made against; null when there is none
 * @param before the record as it was when it was asked; empty when the call is about none; {@code candidates} when the CRM
 *     takes a new record for a duplicate
 * @param expiresAt when it stops waiting; an expiry never approves
 * @param decidedBy whose word decided it, the last one of a quorum
 * @param ruling of the policy that asked, with the terms by which people decide
 * @param undo what the tool says of its undo
 * @param escalatedAt since when the second instance may decide too; null before
 * @param delegatedTo who may decide in place of the group; null when nobody was asked to
 * @param votes oldest first
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
        @Nullable String notes,
        Ruling ruling,
        Undo undo,
        @Nullable Instant escalatedAt,
        @Nullable String delegatedTo,
        List<Vote> votes) {

    public Ruling.Terms terms() {
        return ruling.terms();
    }

    public enum Status {
        PENDING,
        AUTHORIZED,
        DENIED,
        /** An approver changed the arguments, and another request took its place. */
        EDITED,
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
        return with(Map.of("candidates", shown), votes);
    }

    Authorization with(List<Vote> all) {
        return with(before, all);
    }

    private Authorization with(Map<String, Object> shown, List<Vote> all) {
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
                shown,
                createdAt,
                expiresAt,
                decidedBy,
                decidedAt,
                notes,
                ruling,
                undo,
                escalatedAt,
                delegatedTo,
                List.copyOf(all));
    }

    public @Nullable Instant remindAt() {
        return terms().remindAfter() == null ? null : createdAt.plus(terms().remindAfter());
    }

    public @Nullable Instant escalateAt() {
        return terms().escalateAfter() == null ? null : createdAt.plus(terms().escalateAfter());
    }

    /** Whose members may decide now; empty for every approver. */
    public Set<String> groups() {
        Set<String> groups = new TreeSet<>();
        if (terms().group() != null) {
            groups.add(terms().group());
            if (escalatedAt != null && terms().escalateTo() != null) {
                groups.add(terms().escalateTo());
            }
        }
        return groups;
    }

    /** Approvals that are still needed. */
    public int missing() {
        long approved = votes.stream()
                .filter(vote -> vote.verdict() == Vote.Verdict.AUTHORIZED && vote.counts())
                .count();
        return (int) Math.max(0, terms().approvals() - approved);
    }
}
