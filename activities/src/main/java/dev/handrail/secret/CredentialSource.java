package dev.handrail.secret;

import dev.handrail.connector.CrmFailure;
import java.util.Map;
import java.util.Optional;

/** One place where credentials are kept. Safe for many threads. */
interface CredentialSource {

    /** {@code aws}, {@code environment} or {@code file}. */
    String name();

    /**
     * Empty when this place has none, so that the next one is asked.
     *
     * @throws SourceAway when it cannot tell now
     * @throws CrmFailure UNAUTHORIZED when what it has may not be used
     */
    Optional<Reading> read(String tenant, String provider);

    /** Makes the next {@link #read} ask again instead of answering from memory. */
    void forget(String tenant, String provider);

    /** Addresses that are no secrets, for credentials of other places that lack them. */
    default Map<String, String> addresses(String tenant, String provider) {
        return Map.of();
    }
}
