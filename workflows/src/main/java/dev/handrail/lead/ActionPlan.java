package dev.handrail.lead;

import dev.handrail.tool.Undo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The steps for one lead, in order.
 *
 * @param hash SHA-256 of the configured plan it was made from
 * @param quick whether the steps are for a CRM in our own database; see {@link dev.handrail.call.DurableCall}
 */
public record ActionPlan(String hash, List<PlannedStep> steps, boolean quick) {

    public ActionPlan {
        steps = List.copyOf(steps);
    }

    /**
     * @param critical whether its final failure undoes the lead
     * @param undo as the tool declares
     * @param required the arguments without which the step is skipped
     * @param arguments fixed arguments from the plan; the others come from the lead
     */
    public record PlannedStep(
            String tool, boolean critical, Undo undo, List<String> required, Map<String, Object> arguments) {

        public PlannedStep {
            required = List.copyOf(required);
            arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
        }
    }
}
