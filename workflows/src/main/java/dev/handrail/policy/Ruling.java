package dev.handrail.policy;

import dev.handrail.tool.Permission;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says about one call, with all that a request for authorization needs later.
 *
 * @param reason in the words an approver reads; may quote the record, so it is as private as the record
 * @param rule name of the rule that decided; null when the tool's own permission did
 * @param line where that rule stands in the policy; null when none decided
 * @param terms how people decide; {@link Terms#DEFAULT} unless the permission is {@code requires_authorization}
 * @param policyHash SHA-256 of the policy's text
 * @param policyVersion the tenant's version of it; 0 for the policy of the installation
 */
public record Ruling(
        Permission permission,
        String reason,
        @Nullable String rule,
        @Nullable Integer line,
        Terms terms,
        String policyHash,
        long policyVersion) {

    /**
     * How people decide about a call.
     *
     * @param approvals how many different people must approve, 1 to 5
     * @param group whose members may decide; every approver when null
     * @param expiresAfter how long the request waits; an expiry never approves
     * @param remindAfter when the group is reminded; never when null
     * @param escalateAfter when {@code escalateTo} may decide too; never when null
     * @param escalateTo a group; null exactly when escalateAfter is
     * @param mayDelegate whether an approver may hand the decision to another person
     */
    public record Terms(
            int approvals,
            @Nullable String group,
            Duration expiresAfter,
            @Nullable Duration remindAfter,
            @Nullable Duration escalateAfter,
            @Nullable String escalateTo,
            boolean mayDelegate) {

        public static final int MOST_APPROVALS = 5;

        /** One approver, whoever it is, within 72 hours. */
        public static final Terms DEFAULT = new Terms(1, null, Duration.ofHours(72), null, null, null, false);

        public Terms {
            if (approvals < 1 || approvals > MOST_APPROVALS) {
                throw new IllegalArgumentException("approvals is 1 to " + MOST_APPROVALS);
            }
            if ((escalateAfter == null) != (escalateTo == null)) {
                throw new IllegalArgumentException("escalateAfter and escalateTo go together");
            }
        }
    }
}
