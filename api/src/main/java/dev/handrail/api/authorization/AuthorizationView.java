package dev.handrail.api.authorization;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.handrail.approval.Authorization;
import dev.handrail.approval.Vote;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An authorization as callers see it.
 *
 * @param status pending, authorized, denied, expired or withdrawn
 * @param reasoning what the requester says; untrusted text
 * @param rule of the policy that asks, and the line it stands in; absent when the tool itself does
 * @param approvals how many people must approve
 * @param missing how many are still missing
 * @param group whose members decide; absent for every approver
 * @param undo what the tool says of its undo
 * @param votes so far, oldest first
 * @param before the values the call would change
 * @param signal what an approver can paste as the input of the signal {@code decision} in Temporal's Web UI
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AuthorizationView(
        String id,
        String status,
        String tool,
        Map<String, Object> arguments,
        String reason,
        @Nullable String rule,
        @Nullable Integer line,
        int approvals,
        int missing,
        @Nullable String group,
        @Nullable Instant escalatesAt,
        @Nullable String escalatesTo,
        boolean mayDelegate,
        @Nullable String delegatedTo,
        String undo,
        List<Vote> votes,
        @Nullable String reasoning,
        String requestedBy,
        @Nullable String crmRecordId,
        Map<String, Object> before,
        String workflowId,
        String callId,
        Instant createdAt,
        Instant expiresAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String notes,
        @Nullable Signal signal) {

    /** @param decision {@code authorized}; change it to {@code denied} to deny */
    record Signal(String authorizationId, String decision, String code) {}

    static AuthorizationView of(Authorization authorization, @Nullable String code) {
        return new AuthorizationView(
                authorization.id(),
                authorization.status().name().toLowerCase(Locale.ROOT),
                authorization.tool(),
                authorization.arguments(),
                authorization.reason(),
                authorization.ruling().rule(),
                authorization.ruling().line(),
                authorization.terms().approvals(),
                authorization.missing(),
                authorization.terms().group(),
                authorization.escalateAt(),
                authorization.terms().escalateTo(),
                authorization.terms().mayDelegate(),
                authorization.delegatedTo(),
                authorization.undo().name().toLowerCase(Locale.ROOT),
                authorization.votes(),
                authorization.reasoning(),
                authorization.requestedBy(),
                authorization.crmRecordId(),
                authorization.before(),
                authorization.workflowId(),
                authorization.callId(),
                authorization.createdAt(),
                authorization.expiresAt(),
                authorization.decidedBy(),
                authorization.decidedAt(),
                authorization.notes(),
                code == null ? null : new Signal(authorization.id(), "authorized", code));
    }
}
