package dev.handrail.lead;

import dev.handrail.authorization.AuthorizationWait;
import dev.handrail.authorization.Decision;
import dev.handrail.authorization.DecisionVerdict;
import dev.handrail.authorization.SignalledDecision;
import dev.handrail.call.CallResult;
import dev.handrail.call.DurableCall;
import dev.handrail.call.IdempotencyKey;
import dev.handrail.call.LeadContext;
import dev.handrail.call.ToolCall;
import dev.handrail.call.UndoRequest;
import dev.handrail.call.UndoResult;
import dev.handrail.lead.ActionPlan.PlannedStep;
import dev.handrail.lead.LeadOutcome.Result;
import dev.handrail.safety.SafetyGuard;
import dev.handrail.tool.Tool;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class GroundedLeadSync implements LeadWorkflow {

    private final LeadSubmission submission;
    private final GroundedLead lead;
    private final LeadProgress progress;
    private final AuthorizationWait authorizations;
    private final LeadActivities leads = Workflow.newLocalActivityStub(
            LeadActivities.class,
            LocalActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofSeconds(5))
                    .build());
    private @Nullable String leadRecord;
    private @Nullable String accountRecord;

    @WorkflowInit
    GroundedLeadSync(LeadSubmission submission) {
        this.submission = submission;
        this.lead = submission.lead();
        this.progress = new LeadProgress(submission, Workflow.getInfo().getWorkflowId());
        this.authorizations = new AuthorizationWait(submission.tenant());
    }

    @Override
    public LeadOutcome run(LeadSubmission ignored) {
        try {
            sync();
        } catch (TemporalFailure failure) {
            if (!isCancellation(failure)) {
                throw failure;
            }
            undoAll("Cancelled");
            conclude(Result.ROLLED_BACK);
            throw failure;
        }
        Workflow.await(Workflow::isEveryHandlerFinished);
        return progress.outcome();
    }

    private void sync() {
        List<String> violations = SafetyGuard.violations(lead);
        if (!violations.isEmpty()) {
            progress.reasons(violations);
            conclude(Result.BLOCKED);
            return;
        }
        Grounding grounding = Grounding.check(lead);
        progress.grounded(grounding, lead.analysis().intent());
        if (grounding.rejected()) {
            progress.reasons(lead.analysis().groundingErrors());
            progress.reasons(grounding.dropped());
            progress.reason("No CRM action: no claim of the analysis is grounded");
            conclude(Result.REJECTED_BY_GROUNDING);
            return;
        }
        ActionPlan plan = leads.plan(new PlanRequest(
                submission.tenant(),
                lead.analysis().decision(),
                lead.analysis().intent(),
                lead.analysis().fitScore(),
                lead.enrichment() != null));
        progress.planned(plan);
        if (everyCriticalStepSucceeds(plan, grounding)) {
            conclude(Result.COMPLETED);
        } else {
            undoAll("A critical step failed");
            conclude(progress.everythingUndone() ? Result.ROLLED_BACK : Result.FAILED);
        }
    }

    private boolean everyCriticalStepSucceeds(ActionPlan plan, Grounding grounding) {
        LeadArguments arguments = new LeadArguments(lead, grounding);
        LeadContext context = grounding.contextOf(lead);
        Instant start = Instant.ofEpochMilli(Workflow.currentTimeMillis());
        for (int number = 0; number < plan.steps().size(); number++) {
            PlannedStep step = plan.steps().get(number);
            Map<String, Object> given = arguments.forTool(step.tool(), step.arguments(), leadRecord, accountRecord);
            Optional<String> missing = step.required().stream()
                    .filter(name -> !given.containsKey(name))
                    .findFirst();
            if (missing.isPresent()) {
                progress.skipped(number, "There is no grounded %s for it".formatted(missing.get()));
            } else {
                perform(number, step, given, context, start);
            }
            if (step.critical() && !progress.succeeded(number)) {
                return false;
            }
        }
        return true;
    }

    private void perform(
            int number, PlannedStep step, Map<String, Object> arguments, LeadContext context, Instant start) {
        if (CancellationScope.current().isCancelRequested()) {
            throw new CanceledFailure("The lead was cancelled");
        }
        ToolCall call = new ToolCall(
                callId(number),
                submission.tenant(),
                submission.actor(),
                step.tool(),
                arguments,
                IdempotencyKey.derive(
                        lead.email() == null ? lead.leadId() : lead.email(), lead.campaignId(), step.tool(), start),
                false,
                lead.leadId(),
                context,
                lead.analysis().reasoning(),
                null);
        progress.running(number);
        CallResult result = new DurableCall(authorizations)
                .run(call, Tool.DEFAULT_TIMEOUT, progress.summary(number), needed -> progress.waiting(number, needed));
        progress.done(number, result);
        if (result.status() == CallResult.Status.SUCCEEDED) {
            remember(step.tool(), result.crmRecordId());
        }
    }

    private void remember(String tool, @Nullable String record) {
        switch (tool) {
            case "create_lead", "upsert_lead" -> leadRecord = record;
            case "match_account" -> accountRecord = record;
            default -> {
                // Other records are not needed by later steps.
            }
        }
    }

    private void undoAll(String reason) {
        progress.reason(reason);
        Workflow.newDetachedCancellationScope(() -> {
                    for (int number : progress.toUndo()) {
                        progress.undone(number, undo(number, reason));
                    }
                })
                .run();
    }

    private UndoResult undo(int number, String reason) {
        String tool = progress.tool(number);
        try {
            return DurableCall.undo(
                    new UndoRequest(submission.tenant(), submission.actor(), callId(number), tool, reason));
        } catch (TemporalFailure failure) {
            return new UndoResult(
                    UndoResult.Status.LEFT_FOR_A_PERSON,
                    null,
                    "The undo failed; look at the record and take the change back by hand",
                    null);
        }
    }

    private void conclude(Result result) {
        progress.concluded(result);
        Workflow.newDetachedCancellationScope(() -> leads.conclude(submission, progress.outcome()))
                .run();
    }

    private String callId(int number) {
        return Workflow.getInfo().getWorkflowId() + "/" + number;
    }

    private static boolean isCancellation(TemporalFailure failure) {
        return failure instanceof CanceledFailure || failure.getCause() instanceof CanceledFailure;
    }

    @Override
    public LeadOutcome outcome() {
        return progress.outcome();
    }

    @Override
    public DecisionVerdict decide(Decision decision) {
        return authorizations.decide(decision);
    }

    @Override
    public void validateDecision(Decision decision) {
        authorizations.validate(decision);
    }

    @Override
    public void decisionSignalled(SignalledDecision decision) {
        authorizations.signalled(decision).ifPresent(progress::note);
    }
}
