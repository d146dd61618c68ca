package dev.handrail.limit;

import java.util.Locale;

/** What a limit counts by; within one tenant and connector. */
public enum Tier {
    LEAD,
    ACCOUNT,
    GLOBAL;

    /** As in metrics and messages: {@code lead}, {@code account}, {@code global}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
