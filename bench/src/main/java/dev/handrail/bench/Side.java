package dev.handrail.bench;

import io.temporal.api.history.v1.HistoryEvent;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One of the two things that are measured. */
interface Side {

    String name();

    /**
     * Starts one more and returns once it has been accepted.
     *
     * @return its workflow id
     */
    String submit() throws IOException, InterruptedException;

    /**
     * What is wrong with one that ended, null when it did all that it should; asked outside the measured time.
     *
     * @param close the event that closed its workflow
     */
    @Nullable
    String problem(String workflowId, HistoryEvent close) throws IOException, InterruptedException;

    /** The programs that work for this side alone, by name. */
    Map<String, ProcessTree> programs();

    /** The databases whose commits this side causes. */
    Set<String> databases();
}
