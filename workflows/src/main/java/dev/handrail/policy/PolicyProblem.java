package dev.handrail.policy;

import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong with a policy.
 *
 * @param line of the file, from 1
 * @param column of the line, from 1; null when the problem is about the line as a whole
 * @param rule name of the rule; null when it is about none, or one without a name
 */
public record PolicyProblem(
        int line, @Nullable Integer column, @Nullable String rule, String message) {

    /** As compilers say it: {@code policy.yaml:12:9: rule large-deals: …}. */
    public String in(String file) {
        return "%s:%d%s: %s%s"
                .formatted(
                        file,
                        line,
                        column == null ? "" : ":" + column,
                        rule == null ? "" : "rule %s: ".formatted(rule),
                        message);
    }
}
