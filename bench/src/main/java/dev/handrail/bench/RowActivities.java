package dev.handrail.bench;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Writes one row. */
@ActivityInterface
public interface RowActivities {

    @ActivityMethod(name = "write_row")
    String write(String row);
}
