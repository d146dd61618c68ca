package dev.handrail.door;

import dev.handrail.audit.AuditEntry;
import dev.handrail.audit.AuditLog;
import dev.handrail.call.CallResult;
import dev.handrail.call.ToolCall;
import dev.handrail.call.UndoRequest;
import dev.handrail.call.UndoResult;
import dev.handrail.connector.Connector;
import dev.handrail.policy.Policies;
import java.util.Locale;
import java.util.Map;

/** Writes the receipt of a call into the transaction of its effect. */
final class Receipts {

    private final AuditLog audit;
    private final Policies policies;

    Receipts(AuditLog audit, Policies policies) {
        this.audit = audit;
        this.policies = policies;
    }

    void write(ToolCall call, Connector crm, CallResult result) {
        AuditEntry entry = AuditEntry.of(call, result)
                .inWorkflow(CallStore.workflowOf(call.id()))
                .inCrm(crm.name(), result.crmRecordId())
                .underPolicy(policies.of(call.tenant()).hash());
        audit.append(entry);
    }

    void write(UndoRequest request, Connector crm, UndoResult result) {
        audit.append(AuditEntry.of(
                        request.tenant(),
                        request.actor(),
                        "undo_" + request.tool(),
                        result.status().name().toLowerCase(Locale.ROOT))
                .inWorkflow(CallStore.workflowOf(request.callId()))
                .forCall(request.callId())
                .inCrm(crm.name(), result.crmRecordId())
                .underPolicy(policies.of(request.tenant()).hash())
                .saying(Map.of("reason", request.reason()), Map.of("message", result.message())));
    }
}
