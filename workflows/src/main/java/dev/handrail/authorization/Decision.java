package dev.handrail.authorization;

import org.jspecify.annotations.Nullable;

/**
 * A person's decision on an authorization.
 *
 * @param id identifies the decision, so that sending it twice counts once
 * @param by the person, from the credential
 */
public record Decision(
        String id,
        String authorizationId,
        Verdict verdict,
        String by,
        @Nullable String notes) {

    public enum Verdict {
        AUTHORIZED,
        DENIED
    }
}
