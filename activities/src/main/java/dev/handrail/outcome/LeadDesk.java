package dev.handrail.outcome;

import dev.handrail.audit.AuditEntry;
import dev.handrail.audit.AuditLog;
import dev.handrail.connector.Connectors;
import dev.handrail.door.PlanDoor;
import dev.handrail.lead.ActionPlan;
import dev.handrail.lead.LeadActivities;
import dev.handrail.lead.LeadOutcome;
import dev.handrail.lead.LeadOutcome.Result;
import dev.handrail.lead.LeadSubmission;
import dev.handrail.lead.PlanProposal;
import dev.handrail.lead.PlanRequest;
import dev.handrail.lead.PlanTemplate;
import dev.handrail.lead.ProposedPlan;
import dev.handrail.tenant.TenantTransactions;
import dev.handrail.tool.Catalog;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Plans leads and stores how they ended. */
public final class LeadDesk implements LeadActivities {

    private final PlanTemplate template;
    private final Catalog catalog;
    private final Connectors connectors;
    private final PlanDoor plans;
    private final Predicate<String> approvesPlans;
    private final TenantTransactions transactions;
    private final LeadStore leads;
    private final AuditLog audit;

    /** @param approvesPlans whether a tenant wants every lead's plan approved first */
    public LeadDesk(
            PlanTemplate template,
            Catalog catalog,
            Connectors connectors,
            PlanDoor plans,
            Predicate<String> approvesPlans,
            TenantTransactions transactions,
            LeadStore leads,
            AuditLog audit) {
        this.template = template;
        this.catalog = catalog;
        this.connectors = connectors;
        this.plans = plans;
        this.approvesPlans = approvesPlans;
        this.transactions = transactions;
        this.leads = leads;
        this.audit = audit;
    }

    @Override
    public ActionPlan plan(PlanRequest request) {
        ActionPlan plan = template.planFor(
                request, catalog, !connectors.of(request.tenant()).joinsOurTransaction());
        return approvesPlans.test(request.tenant()) ? plan.approvedFirst() : plan;
    }

    @Override
    public ProposedPlan propose(PlanProposal proposal) {
        return plans.propose(proposal);
    }

    @Override
    public void conclude(LeadSubmission submission, LeadOutcome outcome) {
        transactions.run(submission.tenant(), () -> {
            boolean first = leads.concluded(submission, outcome);
            if (first && outcome.result() != Result.COMPLETED) {
                audit.append(receipt(submission, outcome));
            }
        });
    }

    /** A lead that completed has a receipt for each step already. */
    private static AuditEntry receipt(LeadSubmission submission, LeadOutcome outcome) {
        String result = outcome.result().name().toLowerCase(Locale.ROOT);
        return AuditEntry.of(submission.tenant(), submission.actor(), "lead_" + result, result)
                .inWorkflow(outcome.workflowId())
                .forLead(outcome.leadId())
                .saying(Map.of("digest", submission.digest()), Map.of("reasons", outcome.reasons()));
    }
}
