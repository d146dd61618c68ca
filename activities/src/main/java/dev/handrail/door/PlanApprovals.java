package dev.handrail.door;

import dev.handrail.action.ActionScope;
import dev.handrail.approval.Authorization;
import dev.handrail.call.ToolCall;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.policy.Ruling;
import dev.handrail.tenant.TenantTransactions;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.LeadPlan;
import dev.handrail.tool.Permission;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the approval of a lead's plan is for the call that is at the door. */
final class PlanApprovals {

    private final Catalog catalog;
    private final TenantTransactions transactions;
    private final CallStore calls;

    PlanApprovals(Catalog catalog, TenantTransactions transactions, CallStore calls) {
        this.catalog = catalog;
        this.transactions = transactions;
        this.calls = calls;
    }

    /**
     * Only for a step of that plan, with the tool, its schema, the arguments and the policy that were shown, by people who
     * may decide about it, and on records that nobody but the plan has changed since.
     */
    boolean cover(Optional<Authorization> given, ToolCall call, Ruling ruling, CallFacts facts, ActionScope scope) {
        return given.filter(asked -> asked.tool().equals(LeadPlan.TOOL.name()))
                .filter(asked -> asked.status() == Authorization.Status.AUTHORIZED)
                .filter(asked ->
                        ruling.permission() == Permission.SOFT_LIMIT || PlanTerms.cover(asked.terms(), ruling.terms()))
                .filter(asked -> isFor(call, asked, ruling.policyHash()))
                .filter(asked -> isUnderWay(call) || recordsAreAsShown(call, asked, facts, scope))
                .isPresent();
    }

    private boolean isFor(ToolCall call, Authorization asked, String policyHash) {
        ApprovedPlan plan = ApprovedPlan.read(asked.tenant(), asked.workflowId(), asked.arguments());
        return asked.id().equals(plan.id(catalog, policyHash, asked.recordVersion()))
                && plan.contains(call, step -> recordMadeBy(asked, step));
    }

    private @Nullable String recordMadeBy(Authorization asked, int step) {
        return transactions
                .in(asked.tenant(), () -> calls.find(asked.tenant(), asked.workflowId() + "/" + (step - 1)))
                .map(CallStore.StoredCall::recordId)
                .orElse(null);
    }

    /** An attempt of it was let through and got no answer; what it may have changed is no reason to ask. */
    boolean isUnderWay(ToolCall call) {
        return transactions.in(call.tenant(), () -> calls.isStarted(call));
    }

    private boolean recordsAreAsShown(ToolCall call, Authorization asked, CallFacts facts, ActionScope scope) {
        if (ApprovedPlan.changesTheLeadOfItsAddress(call)) {
            Optional<CrmRecord> now = facts.target(scope);
            return Objects.equals(now.map(CrmRecord::id).orElse(null), asked.crmRecordId())
                    && Objects.equals(now.map(CrmRecord::version).orElse(null), asked.recordVersion());
        }
        return Arrays.stream(RecordType.values())
                .flatMap(type -> facts.recordOf(type, scope).stream())
                .allMatch(record -> isAsShown(record, call, asked));
    }

    /** As the plan's own steps left it, or else as it was when a person was asked. */
    private boolean isAsShown(CrmRecord record, ToolCall call, Authorization asked) {
        Optional<String> shown =
                record.id().equals(asked.crmRecordId()) ? Optional.ofNullable(asked.recordVersion()) : Optional.empty();
        return transactions
                .in(call.tenant(), () -> calls.lastKnownVersion(call.tenant(), call.id(), record.ref()))
                .or(() -> shown)
                .map(version -> version.equals(record.version()))
                .orElse(true);
    }
}
