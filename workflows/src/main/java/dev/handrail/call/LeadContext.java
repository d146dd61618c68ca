package dev.handrail.call;

import java.util.List;

/**
 * What a grounded analysis says, for the tools whose rules depend on it.
 *
 * @param groundedFields names of the fields that evidence holds for, such as {@code industry}
 * @param scoreGrounded whether no claim about the score fell
 */
public record LeadContext(
        String leadId,
        String decision,
        String intent,
        int fitScore,
        boolean scoreGrounded,
        List<String> groundedFields) {

    public LeadContext {
        groundedFields = List.copyOf(groundedFields);
    }
}
