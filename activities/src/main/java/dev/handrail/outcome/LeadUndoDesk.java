package dev.handrail.outcome;

import dev.handrail.audit.AuditEntry;
import dev.handrail.audit.AuditLog;
import dev.handrail.lead.LeadOutcome;
import dev.handrail.lead.LeadOutcome.Result;
import dev.handrail.lead.LeadOutcome.Undoing;
import dev.handrail.lead.LeadUndoActivities;
import dev.handrail.lead.LeadUndoRequest;
import dev.handrail.tenant.TenantTransactions;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;

/** Opens and closes the undo of a lead, each with its receipt. */
public final class LeadUndoDesk implements LeadUndoActivities {

    private final TenantTransactions transactions;
    private final LeadStore leads;
    private final AuditLog audit;
    private final Clock clock;

    public LeadUndoDesk(TenantTransactions transactions, LeadStore leads, AuditLog audit, Clock clock) {
        this.transactions = transactions;
        this.leads = leads;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public LeadOutcome open(LeadUndoRequest request) {
        return transactions.in(request.tenant(), () -> {
            LeadOutcome stored = leads.find(request.tenant(), request.leadId())
                    .orElseThrow(LeadUndoDesk::nothingToUndo)
                    .outcome();
            if (stored.result() == Result.UNDOING) {
                return stored;
            }
            LeadOutcome opened = stored.undoing(new Undoing(request.actor(), request.reason(), clock.instant()));
            if (!leads.undoing(request.tenant(), request.leadId(), opened)) {
                throw nothingToUndo();
            }
            audit.append(receipt(request, opened, "started"));
            return opened;
        });
    }

    @Override
    public void close(LeadUndoRequest request, LeadOutcome outcome) {
        transactions.run(request.tenant(), () -> {
            if (leads.undone(request.tenant(), request.leadId(), outcome)) {
                audit.append(receipt(request, outcome, outcome.result().name().toLowerCase(Locale.ROOT)));
            }
        });
    }

    private static AuditEntry receipt(LeadUndoRequest request, LeadOutcome outcome, String status) {
        return AuditEntry.of(request.tenant(), request.actor(), "lead_undo", status)
                .inWorkflow(LeadUndoRequest.workflowId(request.tenant(), request.leadId()))
                .forLead(request.leadId())
                .saying(Map.of("reason", request.reason()), Map.of("lead", outcome.workflowId()));
    }

    private static ApplicationFailure nothingToUndo() {
        return ApplicationFailure.newNonRetryableFailure(
                "There is no lead that has ended and can be undone; GET it to see how it stands", "NOTHING_TO_UNDO");
    }
}
