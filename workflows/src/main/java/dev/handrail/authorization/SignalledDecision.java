package dev.handrail.authorization;

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
        @Nullable String notes) {}
