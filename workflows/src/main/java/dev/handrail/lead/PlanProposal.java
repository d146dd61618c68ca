package dev.handrail.lead;

import dev.handrail.call.ToolCall;
import java.util.List;

/**
 * The steps of a lead that wants them approved at once.
 *
 * @param steps without those that are skipped for want of an argument
 */
public record PlanProposal(
        String tenant,
        String actor,
        String leadId,
        String workflowId,
        GroundedLead.Decision decision,
        List<Step> steps) {

    private static final String RECORD_OF = "record of step ";

    /** @param number from 1 */
    public record Step(int number, boolean critical, ToolCall call) {}

    public PlanProposal {
        steps = List.copyOf(steps);
    }

    /** Stands in arguments for the id of a record that a step, counted from 1, is going to make or find. */
    public static String recordOf(int step) {
        return RECORD_OF + step;
    }

    /** The number of the step whose record the argument stands for; 0 when it stands for itself. */
    public static int stepOf(Object argument) {
        return argument instanceof String text && text.matches(RECORD_OF + "[1-9][0-9]{0,3}")
                ? Integer.parseInt(text.substring(RECORD_OF.length()))
                : 0;
    }
}
