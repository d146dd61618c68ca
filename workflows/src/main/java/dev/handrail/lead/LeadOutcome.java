package dev.handrail.lead;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.handrail.tool.Undo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a lead stands: what {@code GET /api/leads/{id}} answers.
 *
 * @param reasons why it was blocked, rejected, rolled back or failed; and what a step that failed said
 * @param grounding what the second grounding check found
 * @param planHash SHA-256 of the plan it ran by; null before there is one
 * @param authorizationId what it waits for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LeadOutcome(
        String leadId,
        String tenant,
        String workflowId,
        Status status,
        Result result,
        List<String> reasons,
        List<Step> steps,
        List<Compensation> compensations,
        @Nullable GroundingSummary grounding,
        @Nullable String planHash,
        @Nullable String authorizationId) {

    public enum Status {
        PENDING,
        ENRICHED,
        SYNCED_TO_CRM,
        MCP_BLOCKED,
        AI_REJECTED
    }

    public enum Result {
        RUNNING,
        WAITING_FOR_AUTHORIZATION,
        COMPLETED,
        BLOCKED,
        RATE_LIMITED,
        REJECTED_BY_GROUNDING,
        ROLLED_BACK,
        FAILED;

        public boolean isFinal() {
            return this != RUNNING && this != WAITING_FOR_AUTHORIZATION && this != RATE_LIMITED;
        }
    }

    public enum StepStatus {
        PENDING,
        RUNNING,
        WAITING,
        SUCCEEDED,
        SKIPPED,
        FAILED,
        COMPENSATED,
        COMPENSATION_FAILED,
        UNKNOWN
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Step(
            String tool,
            StepStatus status,
            @Nullable String crmRecordId,
            boolean critical,
            Undo undo,
            int attempts,
            @Nullable String message) {}

    /** @param status COMPENSATED, or COMPENSATION_FAILED with the task left for a person */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Compensation(
            String tool,
            StepStatus status,
            @Nullable String crmRecordId,
            String message,
            @Nullable String taskId) {}

    public record GroundingSummary(
            GroundedLead.GroundingStatus status, GroundedLead.Intent originalIntent, List<String> dropped) {}
}
