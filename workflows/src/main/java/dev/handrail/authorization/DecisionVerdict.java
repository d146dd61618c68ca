package dev.handrail.authorization;

import org.jspecify.annotations.Nullable;

/**
 * Whether a decision counts.
 *
 * @param reason why not, and what to do next; null when accepted
 */
public record DecisionVerdict(boolean accepted, @Nullable String reason) {

    public static DecisionVerdict yes() {
        return new DecisionVerdict(true, null);
    }

    public static DecisionVerdict no(String reason) {
        return new DecisionVerdict(false, reason);
    }
}
