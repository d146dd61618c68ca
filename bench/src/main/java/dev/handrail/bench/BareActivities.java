package dev.handrail.bench;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Does nothing. */
@ActivityInterface
public interface BareActivities {

    @ActivityMethod(name = "nothing")
    Answer nothing(Question question);

    /** @param answer characters to answer with */
    record Question(int answer, String filler) {}

    record Answer(String filler) {}
}
