package dev.handrail.api.lead;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.handrail.api.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What became of one line of a body of many leads.
 *
 * @param line number, from 1
 * @param status as the lead alone would have been answered: 202, or 400, 409, 413, 503
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LeadLine(
        long line,
        @Nullable String leadId,
        int status,
        @Nullable String workflowId,
        @Nullable String code,
        @Nullable String detail,
        @Nullable String field) {

    static LeadLine accepted(long line, LeadIntake.Accepted lead) {
        return new LeadLine(line, lead.leadId(), 202, lead.workflowId(), null, null, null);
    }

    static LeadLine refused(long line, @Nullable String leadId, Problem problem) {
        return new LeadLine(line, leadId, problem.status(), null, problem.code(), problem.detail(), problem.field());
    }

    boolean isAccepted() {
        return status == 202;
    }
}
