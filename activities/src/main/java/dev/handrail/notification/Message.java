package dev.handrail.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is told. Its texts are redacted as the audit is and have nothing invisible in them; whatever shows them has
 * still to escape them.
 *
 * @param at when it happened
 * @param callId by which the caller knows the call; null for a step of a lead
 * @param summary what would happen, or happened, in plain words
 * @param why it was stopped
 * @param asker who asks
 * @param reasoning what the asker says; untrusted
 * @param waitsUntil when it expires; null when it waits no longer
 * @param outcome {@code authorized}, {@code denied}, {@code edited}, {@code expired}, {@code withdrawn}, or how the call ended
 * @param said by whoever decided, or why the call was refused
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Message(
        Event event,
        Instant at,
        String tool,
        @Nullable String authorizationId,
        @Nullable String callId,
        String summary,
        @Nullable String why,
        @Nullable String asker,
        @Nullable String reasoning,
        @Nullable Instant waitsUntil,
        @Nullable String outcome,
        @Nullable String said) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,200}");

    /** @throws IllegalArgumentException when a name or id, which goes into subjects and links, is none */
    public Message {
        requirePlain(tool);
        requirePlain(authorizationId);
        requirePlain(callId);
    }

    private static void requirePlain(@Nullable String name) {
        if (name != null && !PLAIN.matcher(name).matches()) {
            throw new IllegalArgumentException("A tool's name or an id has only letters, digits and . _ - in it");
        }
    }

    /** What it is about; nobody is told twice of the same. */
    String about() {
        return authorizationId != null && event != Event.CALL_ENDED ? authorizationId : String.valueOf(callId);
    }
}
