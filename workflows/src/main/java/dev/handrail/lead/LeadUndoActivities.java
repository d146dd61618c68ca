package dev.handrail.lead;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What an undo needs to know and leaves in the lead's row. Safe to repeat. */
@ActivityInterface
public interface LeadUndoActivities {

    /**
     * Marks the lead as being undone and answers what it did.
     *
     * @throws io.temporal.failure.ApplicationFailure not to be tried again, when there is nothing to undo
     */
    @ActivityMethod(name = "open_lead_undo")
    LeadOutcome open(LeadUndoRequest request);

    /** Stores how the undo ended. */
    @ActivityMethod(name = "close_lead_undo")
    void close(LeadUndoRequest request, LeadOutcome outcome);
}
