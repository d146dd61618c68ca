package dev.handrail.bench;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** The least that a decision can cost: waits for a signal, then runs one activity that writes one row. */
@WorkflowInterface
public interface SignalledWorkflow {

    /** @param row what the row is called */
    @WorkflowMethod(name = "signalled")
    String run(String row);

    @SignalMethod(name = "decide")
    void decide(String verdict);
}
