package dev.handrail.lead;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What a lead needs besides its tool calls; run as local activities, both safe to repeat. */
@ActivityInterface
public interface LeadActivities {

    /** The steps for this lead by the plan that is configured. */
    @ActivityMethod(name = "plan_lead")
    ActionPlan plan(PlanRequest request);

    /** Asks a person to approve all steps at once; asked again, it answers the same request. */
    @ActivityMethod(name = "propose_plan")
    ProposedPlan propose(PlanProposal proposal);

    /** Stores the outcome where lists and searches find it and, for a lead without CRM actions, its audit row. */
    @ActivityMethod(name = "conclude_lead")
    void conclude(LeadSubmission submission, LeadOutcome outcome);
}
