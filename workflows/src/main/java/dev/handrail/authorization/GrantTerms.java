package dev.handrail.authorization;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an approver allows from now on, for the same tool and the same requester.
 *
 * @param arguments those that must be the same; none for any
 * @param expiresAt until when; null for ever
 * @param uses how many more calls, beside the one that is approved; null for as many as are asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GrantTerms(
        Map<String, Object> arguments,
        @Nullable Instant expiresAt,
        @Nullable Integer uses) {

    /** Seed 002's "Allow Always": this action of this requester, unrestricted from now on. */
    public static final GrantTerms PLAIN = new GrantTerms(Map.of(), null, null);

    public GrantTerms {
        arguments = arguments == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }
}
