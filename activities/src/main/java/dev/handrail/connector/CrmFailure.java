package dev.handrail.connector;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The CRM did not do what was asked. Messages name fields and rules, never values. */
public final class CrmFailure extends RuntimeException {

    public enum Kind {
        /** Not reached, or an error of the CRM; nothing was changed. Counts for the breaker. */
        UNAVAILABLE,
        /** Sent, but no answer: the change may have been made. Counts for the breaker. */
        OUTCOME_UNKNOWN,
        RATE_LIMITED,
        /** The credentials are refused. */
        UNAUTHORIZED,
        NOT_FOUND,
        /** A record with the same unique value exists; {@link #existing()} names it. */
        DUPLICATE,
        /** A rule of the CRM finds it too much like other records; {@link #existing()} names them. A person decides. */
        RESEMBLES_OTHERS,
        /** It lacks what Handrail needs, such as a field; the call can be made once that is there. Nothing was changed. */
        NOT_PREPARED,
        /** The record has another version than was asked for. */
        CHANGED_MEANWHILE,
        /** Other records depend on it. */
        IN_USE,
        /** A value or a rule of the CRM. */
        INVALID,
        NOT_SUPPORTED;

        /** Whether the CRM has said no, and the same call would be refused again. */
        public boolean isAnAnswer() {
            return switch (this) {
                case UNAVAILABLE, OUTCOME_UNKNOWN, RATE_LIMITED, UNAUTHORIZED, NOT_PREPARED -> false;
                case NOT_FOUND, DUPLICATE, RESEMBLES_OTHERS, CHANGED_MEANWHILE, IN_USE, INVALID, NOT_SUPPORTED -> true;
            };
        }
    }

    private final Kind kind;
    private final @Nullable Duration retryAfter;
    private final List<String> existing;

    public CrmFailure(Kind kind, String message) {
        this(kind, message, null, List.of(), null);
    }

    public CrmFailure(Kind kind, String message, Throwable cause) {
        this(kind, message, null, List.of(), cause);
    }

    private CrmFailure(
            Kind kind,
            String message,
            @Nullable Duration retryAfter,
            List<String> existing,
            @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.retryAfter = retryAfter;
        this.existing = List.copyOf(existing);
    }

    public static CrmFailure rateLimited(Duration retryAfter) {
        return new CrmFailure(Kind.RATE_LIMITED, "The CRM allows no more calls for now", retryAfter, List.of(), null);
    }

    public static CrmFailure duplicate(String message, List<String> existingIds) {
        return new CrmFailure(Kind.DUPLICATE, message, null, existingIds, null);
    }

    /** @param existingIds of records of any type, most alike first */
    public static CrmFailure resemblesOthers(String message, List<String> existingIds) {
        return new CrmFailure(Kind.RESEMBLES_OTHERS, message, null, existingIds, null);
    }

    public Kind kind() {
        return kind;
    }

    /** How long to wait, for RATE_LIMITED. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    public List<String> existing() {
        return existing;
    }
}
