package dev.handrail.policy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What conditions may read about one call. Each is asked at most once for a ruling, and only when a condition reads it,
 * so that a policy without such conditions costs nothing. Empty means that it cannot be known.
 */
public interface Facts {

    Map<String, Object> arguments();

    /** Names of the arguments whose values are not known, because only a redacted copy was kept. */
    default Set<String> hiddenArguments() {
        return Set.of();
    }

    /** {@code id}; {@code kind} (person, agent or pipeline) and {@code roles} when the actor is known. */
    Optional<Map<String, Object>> actor();

    /** The record that the call is about, as the CRM has it, with {@code id} and {@code type}; no entries when there is none. */
    Optional<Map<String, Object>> record();

    /** The record of this type that the arguments name; no entries when they name none. */
    Optional<Map<String, Object>> record(String type);

    /** By the labels of {@link HistoryFact}. */
    Optional<Map<String, Object>> history();

    /** {@code intent}, {@code fitScore} and {@code decision} of a lead; no entries outside of a lead. */
    Optional<Map<String, Object>> analysis();
}
