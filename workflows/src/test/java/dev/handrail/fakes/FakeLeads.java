package dev.handrail.fakes;

import dev.handrail.call.CallResult.AuthorizationNeeded;
import dev.handrail.lead.ActionPlan;
import dev.handrail.lead.LeadActivities;
import dev.handrail.lead.LeadOutcome;
import dev.handrail.lead.LeadSubmission;
import dev.handrail.lead.PlanProposal;
import dev.handrail.lead.PlanRequest;
import dev.handrail.lead.PlanTemplate;
import dev.handrail.lead.PlannedAction;
import dev.handrail.lead.ProposedPlan;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.Undo;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Plans by the shipped plan, or one a test gives, and remembers the outcomes it was told. */
public final class FakeLeads implements LeadActivities {

    /** What every plan waits for that wants approval. */
    public static final String PLAN = "auth-plan";

    private final List<LeadOutcome> concluded = new CopyOnWriteArrayList<>();
    private volatile PlanTemplate template = PlanTemplate.parse(Resources.text("/plan.yaml"), Catalog.crm());

    private final List<PlanProposal> proposals = new CopyOnWriteArrayList<>();
    private volatile Instant planExpiresAt = Instant.MAX;
    private volatile boolean approvePlans;
    private volatile boolean quick;
    private volatile boolean overANetwork;
    private volatile Runnable beforeConclude = () -> {};

    private final AtomicInteger failures = new AtomicInteger();

    /** The next calls fail as when the database is away. */
    public void failNext(int calls) {
        failures.set(calls);
    }

    /** Runs in the activity, before the outcome is stored. */
    public void beforeConclude(Runnable action) {
        beforeConclude = action;
    }

    private void failIfAsked() {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("The database is away");
        }
    }

    /** From now on plans are of today, not of a version before there were quick steps; the CRM is in our own database. */
    public void quick() {
        quick = true;
    }

    /** From now on plans are of today, and the CRM is over a network. */
    public void overANetwork() {
        quick = true;
        overANetwork = true;
    }

    public void planBy(String yaml) {
        template = PlanTemplate.parse(yaml, Catalog.crm());
    }

    @Override
    public ActionPlan plan(PlanRequest request) {
        failIfAsked();
        ActionPlan plan = template.planFor(request, Catalog.crm(), overANetwork);
        ActionPlan asked = approvePlans ? plan.approvedFirst() : plan;
        return quick ? asked : new ActionPlan(plan.hash(), plan.steps(), false, List.of(), asked.approval());
    }

    /** From now on every lead wants its plan approved. */
    public void approvePlans() {
        approvePlans = true;
    }

    /** Until when the plan waits. */
    public void planExpiresAt(Instant end) {
        planExpiresAt = end;
    }

    @Override
    public ProposedPlan propose(PlanProposal proposal) {
        failIfAsked();
        proposals.add(proposal);
        return new ProposedPlan(
                new AuthorizationNeeded(PLAN, "The lead wants its plan approved", planExpiresAt),
                proposal.steps().stream()
                        .map(step -> new PlannedAction(
                                step.number(),
                                step.call().tool(),
                                "Does " + step.call().tool(),
                                step.call().arguments(),
                                step.critical(),
                                Undo.COMPENSATABLE,
                                "Removes it",
                                null))
                        .toList());
    }

    public List<PlanProposal> proposals() {
        return List.copyOf(proposals);
    }

    @Override
    public void conclude(LeadSubmission submission, LeadOutcome outcome) {
        beforeConclude.run();
        failIfAsked();
        concluded.add(outcome);
    }

    public List<LeadOutcome> concluded() {
        return List.copyOf(concluded);
    }
}
