package dev.handrail.lead;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.handrail.call.NextCall;
import dev.handrail.lead.GroundedLead.Approval;
import dev.handrail.tool.Undo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The steps for one lead, in order.
 *
 * @param hash SHA-256 of the configured plan it was made from
 * @param quick whether steps are tried as local activities first; see {@link dev.handrail.call.DurableCall}. False only in
 *     histories of an earlier version
 * @param travelling tools whose steps' work may be done along with the step that makes the lead; see {@link NextCall}
 * @param approval what the tenant wants approved first, whatever the lead says; null for nothing
 */
public record ActionPlan(
        String hash,
        List<PlannedStep> steps,
        boolean quick,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> travelling,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Approval approval) {

    public ActionPlan {
        steps = List.copyOf(steps);
        // Plans of an earlier version have none in their JSON.
        travelling = travelling == null ? List.of() : List.copyOf(travelling);
    }

    public ActionPlan(String hash, List<PlannedStep> steps, boolean quick) {
        this(hash, steps, quick, List.of(), null);
    }

    public ActionPlan approvedFirst() {
        return new ActionPlan(hash, steps, quick, travelling, Approval.PLAN);
    }

    boolean travels(PlannedStep step) {
        return travelling.contains(step.tool());
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
