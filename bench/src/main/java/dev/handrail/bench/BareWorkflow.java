package dev.handrail.bench;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** As many activities as a lead has, one after the other, that do nothing. */
@WorkflowInterface
public interface BareWorkflow {

    /** @return what it made of the request */
    @WorkflowMethod(name = "bare")
    Done run(Work work);

    /**
     * @param activities how many activities to run
     * @param activityInput characters that each activity is given
     * @param activityResult characters that each activity answers
     * @param result characters of the workflow's own answer
     * @param filler brings the request itself to a lead's size
     */
    record Work(int activities, int activityInput, int activityResult, int result, String filler) {}

    /** @param activities how many activities answered */
    record Done(int activities, String filler) {}
}
