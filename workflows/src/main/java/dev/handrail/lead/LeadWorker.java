package dev.handrail.lead;

import io.temporal.worker.Worker;

/** What a worker runs so that leads are worked on. */
public final class LeadWorker {

    private LeadWorker() {}

    public static void register(Worker worker, LeadActivities activities) {
        worker.registerWorkflowImplementationTypes(GroundedLeadSync.class);
        worker.registerActivitiesImplementations(activities);
    }
}
