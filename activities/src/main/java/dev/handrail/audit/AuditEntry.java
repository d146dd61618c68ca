package dev.handrail.audit;

import dev.handrail.call.CallResult;
import dev.handrail.call.ToolCall;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be remembered; the fields are those of {@link AuditRow}.
 *
 * @param params what was asked, as it was; redacted when it is written
 * @param result what came of it, as it was; redacted when it is written
 */
public record AuditEntry(
        String tenant,
        String actor,
        String action,
        String status,
        @Nullable String workflowId,
        @Nullable String callId,
        @Nullable String leadId,
        @Nullable String crm,
        @Nullable String crmRecordId,
        @Nullable String argumentsDigest,
        @Nullable String policyHash,
        Map<String, ?> params,
        Map<String, ?> result) {

    /** Something that happened, such as {@code lead_rejected}. */
    public static AuditEntry of(String tenant, String actor, String action, String status) {
        return new AuditEntry(
                tenant, actor, action, status, null, null, null, null, null, null, null, Map.of(), Map.of());
    }

    /** A tool call and what became of it. */
    public static AuditEntry of(ToolCall call, CallResult result) {
        Map<String, Object> outcome = new LinkedHashMap<>(result.data());
        if (result.code() != null) {
            outcome.put("code", result.code());
        }
        if (result.message() != null) {
            outcome.put("message", result.message());
        }
        if (!result.warnings().isEmpty()) {
            outcome.put("warnings", result.warnings());
        }
        String status = result.status().name().toLowerCase(Locale.ROOT);
        return new AuditEntry(
                call.tenant(),
                call.actor(),
                call.tool(),
                status,
                null,
                call.id(),
                call.lead() == null ? null : call.lead().leadId(),
                null,
                result.crmRecordId(),
                call.argumentsDigest(),
                null,
                call.arguments(),
                outcome);
    }

    public AuditEntry inWorkflow(String id) {
        return new AuditEntry(
                tenant,
                actor,
                action,
                status,
                id,
                callId,
                leadId,
                crm,
                crmRecordId,
                argumentsDigest,
                policyHash,
                params,
                result);
    }

    public AuditEntry forCall(String id) {
        return new AuditEntry(
                tenant,
                actor,
                action,
                status,
                workflowId,
                id,
                leadId,
                crm,
                crmRecordId,
                argumentsDigest,
                policyHash,
                params,
                result);
    }

    public AuditEntry forLead(String id) {
        return new AuditEntry(
                tenant,
                actor,
                action,
                status,
                workflowId,
                callId,
                id,
                crm,
                crmRecordId,
                argumentsDigest,
                policyHash,
                params,
                result);
    }

    public AuditEntry inCrm(String connector, @Nullable String recordId) {
        return new AuditEntry(
                tenant,
                actor,
                action,
                status,
                workflowId,
                callId,
                leadId,
                connector,
                recordId,
                argumentsDigest,
                policyHash,
                params,
                result);
    }

    public AuditEntry underPolicy(String hash) {
        return new AuditEntry(
                tenant,
                actor,
                action,
                status,
                workflowId,
                callId,
                leadId,
                crm,
                crmRecordId,
                argumentsDigest,
                hash,
                params,
                result);
    }

    public AuditEntry saying(Map<String, ?> asked, Map<String, ?> came) {
        return new AuditEntry(
                tenant,
                actor,
                action,
                status,
                workflowId,
                callId,
                leadId,
                crm,
                crmRecordId,
                argumentsDigest,
                policyHash,
                asked,
                came);
    }
}
