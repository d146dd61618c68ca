package dev.handrail.credential;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key that was just made.
 *
 * @param key the key itself, which is stored nowhere and cannot be shown again
 * @param expiresAt null when it does not expire
 */
public record Issued(String keyId, String key, @Nullable Instant expiresAt) {

    /** Without the key, so that it ends up in no log. */
    @Override
    public String toString() {
        return "Issued[keyId=%s, expiresAt=%s]".formatted(keyId, expiresAt);
    }
}
