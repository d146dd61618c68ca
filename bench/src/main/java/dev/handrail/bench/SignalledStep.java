package dev.handrail.bench;

import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** @see SignalledWorkflow */
public final class SignalledStep implements SignalledWorkflow {

    private final RowActivities rows = Workflow.newActivityStub(
            RowActivities.class,
            ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofSeconds(30))
                    .build());
    private @Nullable String verdict;

    @Override
    public String run(String row) {
        Workflow.await(() -> verdict != null);
        return rows.write(row);
    }

    @Override
    public void decide(String decided) {
        verdict = decided;
    }
}
