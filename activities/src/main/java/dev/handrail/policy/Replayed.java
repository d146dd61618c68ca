package dev.handrail.policy;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Past calls, judged by a policy that is not active.
 *
 * @param since when the oldest call that was looked at was made, at the earliest
 * @param calls how many were looked at
 * @param same how many would have been decided as they were
 * @param different how many would not; {@code changes} counts them, {@code examples} shows the newest
 * @param open how many cannot be judged from what is kept; {@code unknown} says by which rules
 * @param cutOff whether there are older calls in that time, which were not looked at
 */
public record Replayed(
        Instant since,
        int calls,
        int same,
        int different,
        int open,
        boolean cutOff,
        List<Change> changes,
        List<Unknown> unknown,
        List<Example> examples) {

    public Replayed {
        changes = List.copyOf(changes);
        unknown = List.copyOf(unknown);
        examples = List.copyOf(examples);
    }

    /** What stood, or would stand, between a call and its effect; weakest first. */
    public enum Decided {
        RUNS,
        /** Runs when it comes with reasoning, which is not kept of a call that needed none. */
        NEEDS_REASONING,
        ASKS,
        FORBIDS;

        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param rule that would decide; null when the tool's own permission would */
    public record Change(
            @Nullable String rule, @Nullable Integer line, String tool, Decided was, Decided would, int calls) {}

    /** @param unknown what the condition reads that is not kept, such as {@code record} */
    public record Unknown(String rule, int line, String tool, List<String> unknown, int calls) {}

    public record Example(
            String callId,
            Instant at,
            String actor,
            String tool,
            Decided was,
            Decided would,
            @Nullable String rule) {}
}
