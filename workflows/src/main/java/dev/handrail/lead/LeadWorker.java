package dev.handrail.lead;

import io.temporal.worker.Worker;
import io.temporal.worker.WorkflowImplementationOptions;

/**
 * What a worker runs so that leads are worked on. A factory, because {@code @WorkflowInit} would ask for a public class.
 */
public final class LeadWorker {

    private LeadWorker() {}

    public static void register(Worker worker, LeadActivities activities, LeadUndoActivities undos) {
        worker.registerWorkflowImplementationFactory(
                LeadWorkflow.class,
                input -> new GroundedLeadSync(input.get(0, LeadSubmission.class)),
                WorkflowImplementationOptions.getDefaultInstance());
        worker.registerWorkflowImplementationFactory(
                LeadUndoWorkflow.class, LeadUndo::new, WorkflowImplementationOptions.getDefaultInstance());
        worker.registerActivitiesImplementations(activities, undos);
    }
}
