package dev.handrail.lead;

import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * As local activities, which cost Temporal next to nothing, and as ordinary ones when those do not come through: a
 * database that is away must not undo a lead whose steps all succeeded. Workflow code.
 */
final class PatientLeadActivities {

    private final LeadActivities quick = Workflow.newLocalActivityStub(
            LeadActivities.class,
            LocalActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofSeconds(5))
                    .setRetryOptions(
                            RetryOptions.newBuilder().setMaximumAttempts(2).build())
                    .build());
    private final LeadActivities patient = Workflow.newActivityStub(
            LeadActivities.class,
            ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofSeconds(30))
                    .build());

    ActionPlan plan(PlanRequest request) {
        try {
            return quick.plan(request);
        } catch (ActivityFailure failure) {
            rethrowIfCancelled(failure);
            return patient.plan(request);
        }
    }

    /** May look in the CRM, so it keeps no workflow task busy. */
    ProposedPlan propose(PlanProposal proposal) {
        return patient.propose(proposal);
    }

    void conclude(LeadSubmission submission, LeadOutcome outcome) {
        try {
            quick.conclude(submission, outcome);
        } catch (ActivityFailure failure) {
            rethrowIfCancelled(failure);
            patient.conclude(submission, outcome);
        }
    }

    private static void rethrowIfCancelled(ActivityFailure failure) {
        if (CancellationScope.current().isCancelRequested()) {
            throw failure;
        }
    }
}
