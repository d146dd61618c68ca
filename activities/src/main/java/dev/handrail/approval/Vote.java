package dev.handrail.approval;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One person's word on a request.
 *
 * @param counts false when the key was revoked, or the role taken away, while the request still waited
 */
public record Vote(String person, Verdict verdict, @Nullable String notes, Instant at, boolean counts) {

    public enum Verdict {
        AUTHORIZED,
        DENIED,
        /** The person changed the arguments, which made another request of it. */
        EDITED
    }
}
