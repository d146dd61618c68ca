package dev.handrail.authorization;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A decision sent as a signal, from Temporal's UI.
 *
 * @param decision {@code authorized} or {@code denied}
 * @param code proves who decides: shown to an approver, once, by {@code GET /api/authorizations/{id}}
 */
public record SignalledDecision(
        String authorizationId,
        String decision,
        String code,
        @Nullable String notes) {

    /** What comes from Temporal's UI may lack anything. */
    boolean isComplete() {
        return Objects.nonNull(authorizationId) && Objects.nonNull(decision) && Objects.nonNull(code);
    }
}
