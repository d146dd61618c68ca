package dev.handrail.tool;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What stands between a call and its effect, weakest first. */
public enum Permission {
    UNRESTRICTED,
    /** Runs when the caller gives its reasoning. */
    SOFT_LIMIT,
    /** Waits for a person. */
    REQUIRES_AUTHORIZATION,
    FORBIDDEN;

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
