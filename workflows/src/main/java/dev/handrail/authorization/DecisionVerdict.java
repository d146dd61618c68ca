package dev.handrail.authorization;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Whether a decision counts.
 *
 * @param reason why not, and what to do next; null when accepted
 * @param missing approvals that are still missing after this one; null when it decides
 */
public record DecisionVerdict(
        boolean accepted,
        @Nullable String reason,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer missing) {

    public static DecisionVerdict yes() {
        return new DecisionVerdict(true, null, null);
    }

    public static DecisionVerdict waitingFor(int missing) {
        return new DecisionVerdict(true, null, missing);
    }

    public static DecisionVerdict no(String reason) {
        return new DecisionVerdict(false, reason, null);
    }

    /** Whether nobody else has to be asked. */
    public boolean decides() {
        return accepted && missing == null;
    }
}
