package dev.handrail.lead;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.handrail.call.UndoResult;
import dev.handrail.tool.Undo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a lead stands: what {@code GET /api/leads/{id}} answers.
 *
 * @param reasons why it was blocked, rejected, rolled back or failed; and what a step that failed said
 * @param grounding what the second grounding check found
 * @param planHash SHA-256 of the plan it ran by; null before there is one
 * @param authorizationId what it waits for
 * @param plan when it is, or was, approved as a whole
 * @param undoing who had it undone after it ended, and why
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
        @Nullable String authorizationId,
        @Nullable Plan plan,
        @Nullable Undoing undoing) {

    public LeadOutcome(
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
        this(
                leadId,
                tenant,
                workflowId,
                status,
                result,
                reasons,
                steps,
                compensations,
                grounding,
                planHash,
                authorizationId,
                null,
                null);
    }

    /** The same lead, in part. */
    public LeadOutcome with(Result now, List<String> why, List<Step> taken) {
        return new LeadOutcome(
                leadId,
                tenant,
                workflowId,
                status,
                now,
                why,
                taken,
                compensations,
                grounding,
                planHash,
                authorizationId,
                plan,
                undoing);
    }

    /** Numbers of the steps that an undo has to look at, last first. */
    public List<Integer> toUndo() {
        return IntStream.iterate(steps.size() - 1, number -> number >= 0, number -> number - 1)
                .filter(number -> steps.get(number).mayBeUndone())
                .boxed()
                .toList();
    }

    /** With what became of undoing a step. */
    LeadOutcome undone(int number, UndoResult undo) {
        Step step = steps.get(number);
        StepStatus now = undo.status() == UndoResult.Status.LEFT_FOR_A_PERSON
                ? StepStatus.COMPENSATION_FAILED
                : StepStatus.COMPENSATED;
        List<Step> taken = new ArrayList<>(steps);
        taken.set(
                number,
                new Step(
                        step.tool(),
                        now,
                        step.crmRecordId(),
                        step.critical(),
                        step.undo(),
                        step.attempts(),
                        undo.message()));
        Compensation compensation =
                new Compensation(step.tool(), now, step.crmRecordId(), undo.message(), undo.taskId());
        List<Compensation> all = new ArrayList<>(compensations);
        all.removeIf(earlier ->
                earlier.tool().equals(step.tool()) && Objects.equals(earlier.crmRecordId(), step.crmRecordId()));
        all.add(compensation);
        List<String> why = new ArrayList<>(reasons);
        if (now == StepStatus.COMPENSATION_FAILED) {
            why.add("%s was not taken back: %s".formatted(step.tool(), undo.message()));
        }
        return with(status, result, why, taken, all);
    }

    /** After every step was looked at. */
    LeadOutcome undone() {
        boolean whole = steps.stream().noneMatch(step -> step.status() == StepStatus.COMPENSATION_FAILED);
        return with(Status.ENRICHED, whole ? Result.UNDONE : Result.PARTLY_UNDONE, reasons, steps, compensations);
    }

    /** This lead from when somebody had it undone. */
    public LeadOutcome undoing(Undoing order) {
        return new LeadOutcome(
                leadId,
                tenant,
                workflowId,
                status,
                Result.UNDOING,
                reasons,
                steps,
                compensations,
                grounding,
                planHash,
                authorizationId,
                plan,
                order);
    }

    private LeadOutcome with(Status stands, Result now, List<String> why, List<Step> taken, List<Compensation> all) {
        return new LeadOutcome(
                leadId,
                tenant,
                workflowId,
                stands,
                now,
                why,
                taken,
                all,
                grounding,
                planHash,
                authorizationId,
                plan,
                undoing);
    }

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
        FAILED,
        /** An approver denied the plan; nothing was written. */
        DENIED,
        /** Nobody approved the plan in time; nothing was written. */
        EXPIRED,
        /** Had ended, and is being undone. */
        UNDOING,
        UNDONE,
        /** As far as it could be; a task in the CRM says what was left. */
        PARTLY_UNDONE;

        /** Whether the lead's own workflow has ended. */
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
            @Nullable String message) {

        /** Whether it changed something that is still there, or may have. */
        public boolean mayBeUndone() {
            return undo != Undo.NONE
                    && switch (status) {
                        case SUCCEEDED, UNKNOWN, COMPENSATION_FAILED -> true;
                        case PENDING, RUNNING, WAITING, SKIPPED, FAILED, COMPENSATED -> false;
                    };
        }
    }

    /** @param status COMPENSATED, or COMPENSATION_FAILED with the task left for a person */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Compensation(
            String tool,
            StepStatus status,
            @Nullable String crmRecordId,
            String message,
            @Nullable String taskId) {}

    /** The plan as a person was asked to approve it. */
    public record Plan(String authorizationId, List<PlannedAction> steps) {}

    /** @param by the actor who had the lead undone after its end */
    public record Undoing(String by, String reason, Instant at) {}

    public record GroundingSummary(
            GroundedLead.GroundingStatus status, GroundedLead.Intent originalIntent, List<String> dropped) {}
}
