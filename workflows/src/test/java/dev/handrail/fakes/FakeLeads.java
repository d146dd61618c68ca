package dev.handrail.fakes;

import dev.handrail.lead.ActionPlan;
import dev.handrail.lead.LeadActivities;
import dev.handrail.lead.LeadOutcome;
import dev.handrail.lead.LeadSubmission;
import dev.handrail.lead.PlanRequest;
import dev.handrail.lead.PlanTemplate;
import dev.handrail.tool.Catalog;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Plans by the shipped plan, or one a test gives, and remembers the outcomes it was told. */
public final class FakeLeads implements LeadActivities {

    private final List<LeadOutcome> concluded = new CopyOnWriteArrayList<>();
    private volatile PlanTemplate template = PlanTemplate.parse(Resources.text("/plan.yaml"), Catalog.crm());

    public void planBy(String yaml) {
        template = PlanTemplate.parse(yaml, Catalog.crm());
    }

    @Override
    public ActionPlan plan(PlanRequest request) {
        return template.planFor(request, Catalog.crm());
    }

    @Override
    public void conclude(LeadSubmission submission, LeadOutcome outcome) {
        concluded.add(outcome);
    }

    public List<LeadOutcome> concluded() {
        return List.copyOf(concluded);
    }
}
