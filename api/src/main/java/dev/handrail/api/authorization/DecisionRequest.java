package dev.handrail.api.authorization;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.handrail.authorization.Decision.Verdict;
import dev.handrail.authorization.GrantTerms;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /api/authorizations/{id}} takes.
 *
 * @param decision {@code authorized} or {@code denied}
 * @param arguments to call with instead
 * @param upgradePermission also allow the same tool for the same requester from now on
 * @param grant the same within bounds
 */
record DecisionRequest(
        String decision,
        @Nullable String notes,
        @Nullable Map<String, Object> arguments,
        @JsonProperty("upgrade_permission") @Nullable Boolean upgradePermission,
        @Nullable GrantTerms grant) {

    Verdict verdict() {
        return Verdict.valueOf(decision.toUpperCase(Locale.ROOT));
    }

    /** Null when nothing is allowed beyond this call. */
    @Nullable
    GrantTerms terms() {
        return grant == null && Boolean.TRUE.equals(upgradePermission) ? GrantTerms.PLAIN : grant;
    }
}
