package dev.handrail.lead;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.handrail.tool.Undo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A step of a plan as a person is shown it.
 *
 * @param step number, from 1
 * @param does what it would do, in words
 * @param arguments without personal data; a record that an earlier step makes stands as {@link PlanProposal#recordOf}
 * @param undoing what its undo would do, in words
 * @param note why policy asks about it or forbids it; null when it would run by itself
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlannedAction(
        int step,
        String tool,
        String does,
        Map<String, Object> arguments,
        boolean critical,
        Undo undo,
        String undoing,
        @Nullable String note) {

    public PlannedAction {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }
}
