package dev.handrail.secret;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Credentials as a source had them.
 *
 * @param version null where the source has no versions
 * @param confirmedAt when the source last said that they are the newest
 */
record Reading(Credentials credentials, @Nullable String version, Instant confirmedAt) {

    Reading with(Credentials others) {
        return new Reading(others, version, confirmedAt);
    }
}
