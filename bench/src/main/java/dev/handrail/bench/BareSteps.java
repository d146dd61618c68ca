package dev.handrail.bench;

import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** @see BareWorkflow */
public final class BareSteps implements BareWorkflow {

    private final BareActivities activities = Workflow.newActivityStub(
            BareActivities.class,
            ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofSeconds(30))
                    .build());

    @Override
    public Done run(Work work) {
        var question = new BareActivities.Question(work.activityResult(), filler(work.activityInput()));
        int answered = 0;
        for (int step = 0; step < work.activities(); step++) {
            if (activities.nothing(question).filler().length() == work.activityResult()) {
                answered++;
            }
        }
        return new Done(answered, filler(work.result()));
    }

    static String filler(int characters) {
        return "x".repeat(characters);
    }
}
