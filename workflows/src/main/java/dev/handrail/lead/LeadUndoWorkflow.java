package dev.handrail.lead;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Takes back, last step first, what a lead did that has ended; what cannot be taken back is left for a person. */
@WorkflowInterface
public interface LeadUndoWorkflow {

    @WorkflowMethod(name = "lead_undo")
    LeadOutcome run(LeadUndoRequest request);

    /** How the lead stands now; null before the undo has begun. */
    @QueryMethod(name = "outcome")
    @org.jspecify.annotations.Nullable
    LeadOutcome outcome();
}
