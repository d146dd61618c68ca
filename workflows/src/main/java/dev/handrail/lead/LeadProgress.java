package dev.handrail.lead;

import dev.handrail.call.CallResult;
import dev.handrail.call.CallResult.AuthorizationNeeded;
import dev.handrail.call.DurableCall;
import dev.handrail.call.Refusal;
import dev.handrail.call.UndoResult;
import dev.handrail.lead.LeadOutcome.Compensation;
import dev.handrail.lead.LeadOutcome.GroundingSummary;
import dev.handrail.lead.LeadOutcome.Result;
import dev.handrail.lead.LeadOutcome.Status;
import dev.handrail.lead.LeadOutcome.Step;
import dev.handrail.lead.LeadOutcome.StepStatus;
import dev.handrail.temporal.SearchAttributes;
import dev.handrail.tool.Undo;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How far a lead has come, as its outcome and as Temporal's UI show it. Workflow code. */
final class LeadProgress {

    private final LeadSubmission submission;
    private final String workflowId;
    private final List<String> reasons = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<Compensation> compensations = new ArrayList<>();
    private Status status = Status.PENDING;
    private Result result = Result.RUNNING;
    private @Nullable GroundingSummary grounding;
    private @Nullable String planHash;
    private boolean quick;
    private @Nullable AuthorizationNeeded waitingFor;
    private LeadOutcome.@Nullable Plan plan;
    private @Nullable String note;

    LeadProgress(LeadSubmission submission, String workflowId) {
        this.submission = submission;
        this.workflowId = workflowId;
    }

    void grounded(Grounding found, GroundedLead.Intent originalIntent) {
        status = Status.ENRICHED;
        grounding = new GroundingSummary(found.status(), originalIntent, found.dropped());
    }

    void planned(ActionPlan plan) {
        planHash = plan.hash();
        quick = plan.quick();
        plan.steps()
                .forEach(step -> steps.add(
                        new Step(step.tool(), StepStatus.PENDING, null, step.critical(), step.undo(), 0, null)));
        show();
    }

    void running(int number) {
        change(number, StepStatus.RUNNING, null);
        show();
    }

    void skipped(int number, String message) {
        change(number, StepStatus.SKIPPED, message);
    }

    DurableCall.Pauses pausesOf(int number) {
        return new DurableCall.Pauses() {
            @Override
            public void paused(AuthorizationNeeded needed) {
                waiting(number, needed);
            }

            @Override
            public void resumed() {
                waitIsOver();
                running(number);
            }
        };
    }

    /** The whole plan waits for a person. */
    void proposed(ProposedPlan proposed) {
        plan = new LeadOutcome.Plan(proposed.needed().id(), proposed.steps());
        waiting(proposed.needed());
    }

    void decided() {
        waitIsOver();
        show();
    }

    /** Its plan was not approved, so none of its steps is taken. */
    void refused(String reason) {
        reasons.add(reason);
        for (int number = 0; number < steps.size(); number++) {
            skipped(number, "The plan was not approved");
        }
    }

    private void waiting(int number, AuthorizationNeeded needed) {
        change(number, StepStatus.WAITING, needed.reason());
        waiting(needed);
    }

    private void waiting(AuthorizationNeeded needed) {
        result = Result.WAITING_FOR_AUTHORIZATION;
        waitingFor = needed;
        Workflow.upsertTypedSearchAttributes(SearchAttributes.WAITING.valueSet(true));
        show();
    }

    private void waitIsOver() {
        waitingFor = null;
        note = null;
        result = Result.RUNNING;
        Workflow.upsertTypedSearchAttributes(SearchAttributes.WAITING.valueSet(false));
    }

    void done(int number, CallResult called) {
        Step step = steps.get(number);
        StepStatus now = statusOf(called);
        String message = called.message();
        if (message != null) {
            reasons.add("%s: %s".formatted(step.tool(), message));
        }
        steps.set(
                number,
                new Step(
                        step.tool(),
                        now,
                        called.crmRecordId(),
                        step.critical(),
                        now == StepStatus.SUCCEEDED ? called.undo() : step.undo(),
                        called.attempts(),
                        message));
    }

    boolean isPlanned() {
        return planHash != null;
    }

    void undone(int number, UndoResult undo) {
        Step step = steps.get(number);
        if (step.status() == StepStatus.PENDING && undo.status() == UndoResult.Status.NOTHING_TO_UNDO) {
            change(number, StepStatus.SKIPPED, "Ended before it began");
            return;
        }
        boolean left = undo.status() == UndoResult.Status.LEFT_FOR_A_PERSON;
        if (left) {
            reasons.add("%s was not taken back: %s".formatted(step.tool(), undo.message()));
        }
        StepStatus now = left ? StepStatus.COMPENSATION_FAILED : StepStatus.COMPENSATED;
        compensations.add(new Compensation(step.tool(), now, step.crmRecordId(), undo.message(), undo.taskId()));
        change(number, now, undo.message());
        show();
    }

    /** What was under way when the lead was cancelled, and changed nothing. */
    void abandonUnfinished() {
        if (waitingFor != null) {
            waitIsOver();
        }
        for (int number = 0; number < steps.size(); number++) {
            StepStatus now = steps.get(number).status();
            if (now == StepStatus.WAITING || now == StepStatus.RUNNING) {
                change(number, StepStatus.SKIPPED, "Ended before it was done");
            }
        }
    }

    void concluded(Result end) {
        result = end;
        status = switch (end) {
            case COMPLETED -> Status.SYNCED_TO_CRM;
            case BLOCKED -> Status.MCP_BLOCKED;
            case REJECTED_BY_GROUNDING -> Status.AI_REJECTED;
            case RUNNING,
                    WAITING_FOR_AUTHORIZATION,
                    RATE_LIMITED,
                    ROLLED_BACK,
                    FAILED,
                    DENIED,
                    EXPIRED,
                    UNDOING,
                    UNDONE,
                    PARTLY_UNDONE -> Status.ENRICHED;
        };
        Workflow.upsertTypedSearchAttributes(SearchAttributes.OUTCOME.valueSet(end.name()));
        show();
    }

    void reason(String reason) {
        reasons.add(reason);
    }

    void reasons(List<String> all) {
        reasons.addAll(all);
    }

    void note(String text) {
        note = text;
        show();
    }

    boolean succeeded(int number) {
        return steps.get(number).status() == StepStatus.SUCCEEDED;
    }

    String tool(int number) {
        return steps.get(number).tool();
    }

    /** Steps that changed something or may have, last first. */
    List<Integer> toUndo() {
        return undoable(List.of(StepStatus.SUCCEEDED, StepStatus.RUNNING, StepStatus.UNKNOWN));
    }

    /**
     * The same when the lead broke off. A quick step that ran in a workflow task which did not complete is not in the
     * history, so each of them may have run; undoing one that did not also keeps it from running later.
     */
    List<Integer> toUndoAfterABreak() {
        return quick
                ? undoable(List.of(StepStatus.SUCCEEDED, StepStatus.RUNNING, StepStatus.UNKNOWN, StepStatus.PENDING))
                : toUndo();
    }

    private List<Integer> undoable(List<StepStatus> statuses) {
        return IntStream.iterate(steps.size() - 1, number -> number >= 0, number -> number - 1)
                .filter(number -> steps.get(number).undo() != Undo.NONE)
                .filter(number -> statuses.contains(steps.get(number).status()))
                .boxed()
                .toList();
    }

    boolean everythingUndone() {
        return compensations.stream().allMatch(compensation -> compensation.status() == StepStatus.COMPENSATED);
    }

    /** One line for the step in Temporal's UI. */
    String summary(int number) {
        Step step = steps.get(number);
        return "%d of %d: %s%s".formatted(number + 1, steps.size(), step.tool(), step.critical() ? ", critical" : "");
    }

    LeadOutcome outcome() {
        return new LeadOutcome(
                submission.lead().leadId(),
                submission.tenant(),
                workflowId,
                status,
                result,
                List.copyOf(reasons),
                List.copyOf(steps),
                List.copyOf(compensations),
                grounding,
                planHash,
                waitingFor == null ? null : waitingFor.id(),
                plan,
                null);
    }

    private void change(int number, StepStatus now, @Nullable String message) {
        Step step = steps.get(number);
        steps.set(
                number,
                new Step(step.tool(), now, step.crmRecordId(), step.critical(), step.undo(), step.attempts(), message));
    }

    private static StepStatus statusOf(CallResult called) {
        return switch (called.status()) {
            case SUCCEEDED -> StepStatus.SUCCEEDED;
            case REFUSED -> isRule(called.code()) ? StepStatus.SKIPPED : StepStatus.FAILED;
            case AUTHORIZATION_REQUIRED -> StepStatus.WAITING;
            case FAILED -> StepStatus.FAILED;
            case UNKNOWN -> StepStatus.UNKNOWN;
        };
    }

    /** A rule that says the step does not apply to this lead is no failure. */
    private static boolean isRule(@Nullable String code) {
        return Refusal.RULE_VIOLATED.code().equals(code)
                || Refusal.NOT_GROUNDED.code().equals(code);
    }

    private void show() {
        StringBuilder details = new StringBuilder("**%s**".formatted(result));
        if (waitingFor != null) {
            details.append(
                    "\n\nWaits for a person until %s: %s\n\nAuthorization `%s`. To decide from here, send the signal `decision`."
                            .formatted(waitingFor.expiresAt(), waitingFor.reason(), waitingFor.id()));
        }
        if (note != null) {
            details.append("\n\n").append(note);
        }
        details.append('\n');
        steps.forEach(step -> details.append("\n- %s: %s".formatted(step.tool(), step.status())));
        Workflow.setCurrentDetails(details.toString());
    }
}
