package dev.handrail.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What conditions may ask about the past. */
public enum HistoryFact {
    /** How many other calls the actor made within the last hour. Counted up to {@link #MOST}. */
    CALLS_LAST_HOUR,
    /** How many changes Handrail made to the record since midnight UTC. Counted up to {@link #MOST}. */
    CHANGES_TODAY;

    /** A condition asks for tens or hundreds; nobody waits for a count of millions. */
    public static final int MOST = 10_000;

    /** As conditions write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(HistoryFact::label).toList();
    }
}
