package dev.handrail.api.authorization;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.handrail.authorization.Decision.Verdict;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /api/authorizations/{id}} takes.
 *
 * @param decision {@code authorized} or {@code denied}
 * @param upgradePermission also allow the same from now on
 */
record DecisionRequest(
        String decision,
        @Nullable String notes,
        @JsonProperty("upgrade_permission") @Nullable Boolean upgradePermission) {

    Verdict verdict() {
        return Verdict.valueOf(decision.toUpperCase(Locale.ROOT));
    }
}
