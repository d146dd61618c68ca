package dev.handrail.lead;

import dev.handrail.authorization.AuthorizationWait;
import dev.handrail.authorization.Decision;
import dev.handrail.authorization.DecisionVerdict;
import dev.handrail.authorization.SignalledDecision;
import dev.handrail.call.CallResult;
import dev.handrail.call.DurableCall;
import dev.handrail.call.IdempotencyKey;
import dev.handrail.call.LeadContext;
import dev.handrail.call.NextCall;
import dev.handrail.call.ToolCall;
import dev.handrail.call.UndoRequest;
import dev.handrail.lead.ActionPlan.PlannedStep;
import dev.handrail.lead.GroundedLead.Approval;
import dev.handrail.lead.LeadOutcome.Result;
import dev.handrail.safety.SafetyGuard;
import dev.handrail.tool.Tool;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class GroundedLeadSync implements LeadWorkflow {

    private final LeadSubmission submission;
    private final GroundedLead lead;
    private final LeadProgress progress;
    private final AuthorizationWait authorizations;
    private final PatientLeadActivities leads = new PatientLeadActivities();
    private @Nullable String leadRecord;
    private @Nullable String accountRecord;
    /** The authorization of the whole plan, once there is one. */
    private @Nullable String approval;

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
            undoWhatMayHaveRun(CancellationScope.current().isCancelRequested() ? "Cancelled" : "The lead broke off");
            finishHandlers();
            throw failure;
        }
        finishHandlers();
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
            progress.reason(
                    grounding.standing().isEmpty()
                            ? "No CRM action: no claim of the analysis is grounded"
                            : "No CRM action: the analysis came rejected by its own grounding");
            conclude(Result.REJECTED_BY_GROUNDING);
            return;
        }
        ActionPlan plan = plan();
        if (isToBeApproved(plan) && !isApproved(plan, grounding)) {
            return;
        }
        if (everyCriticalStepSucceeds(plan, grounding)) {
            conclude(Result.COMPLETED);
            finishHandlers();
            stopIfCancelled();
        } else {
            undo("A critical step failed", progress.toUndo());
        }
    }

    private ActionPlan plan() {
        ActionPlan plan = leads.plan(new PlanRequest(
                submission.tenant(),
                lead.analysis().decision(),
                lead.analysis().intent(),
                lead.analysis().fitScore(),
                lead.enrichment() != null));
        progress.planned(plan);
        return plan;
    }

    private boolean isToBeApproved(ActionPlan plan) {
        return lead.approval() == Approval.PLAN || plan.approval() == Approval.PLAN;
    }

    /** Nothing is written before; when nobody approves, nothing ever is. */
    private boolean isApproved(ActionPlan plan, Grounding grounding) {
        ProposedPlan proposed = leads.propose(proposal(plan, grounding));
        progress.proposed(proposed);
        Optional<Decision> decision = authorizations.await(proposed.needed());
        progress.decided();
        if (decision.isEmpty()) {
            progress.refused(
                    "Nobody approved the plan in time; send the lead under a new leadId if it is still wanted");
            conclude(Result.EXPIRED);
            return false;
        }
        if (decision.get().verdict() == Decision.Verdict.DENIED) {
            String notes = decision.get().notes();
            progress.refused(
                    notes == null || notes.isBlank()
                            ? "The plan was denied without a note"
                            : "The plan was denied: " + notes);
            conclude(Result.DENIED);
            return false;
        }
        approval = proposed.needed().id();
        return true;
    }

    /** The calls as they will be made, but for the ids of records that are not there yet. */
    private PlanProposal proposal(ActionPlan plan, Grounding grounding) {
        LeadArguments arguments = new LeadArguments(lead, grounding);
        LeadContext context = grounding.contextOf(lead);
        Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
        List<PlanProposal.Step> steps = new ArrayList<>();
        String leadToBe = null;
        String accountToBe = null;
        for (int number = 0; number < plan.steps().size(); number++) {
            PlannedStep step = plan.steps().get(number);
            Map<String, Object> given = arguments.forTool(step.tool(), step.arguments(), leadToBe, accountToBe);
            if (given.keySet().containsAll(step.required())) {
                steps.add(new PlanProposal.Step(
                        number + 1, step.critical(), call(number, step, given, List.of(), context, now)));
                String record = PlanProposal.recordOf(number + 1);
                leadToBe = makesTheLead(step.tool()) ? record : leadToBe;
                accountToBe = findsTheAccount(step.tool()) ? record : accountToBe;
            }
        }
        return new PlanProposal(
                submission.tenant(),
                submission.actor(),
                lead.leadId(),
                Workflow.getInfo().getWorkflowId(),
                lead.analysis().decision(),
                steps);
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
                progress.skipped(number, "The lead has no %s for it".formatted(missing.get()));
            } else {
                stopIfCancelled();
                perform(number, plan, given, nextCalls(number, plan, arguments), context, start);
            }
            if (step.critical() && !progress.succeeded(number)) {
                return false;
            }
        }
        stopIfCancelled();
        return true;
    }

    /** For the step that makes the lead's record: what the later ones need of it or look for. */
    private List<NextCall> nextCalls(int number, ActionPlan plan, LeadArguments arguments) {
        return makesTheLead(plan.steps().get(number).tool())
                ? plan.steps().stream()
                        .skip(number + 1)
                        .filter(plan::travels)
                        .map(step ->
                                new NextCall(step.tool(), arguments.forTool(step.tool(), step.arguments(), null, null)))
                        .toList()
                : List.of();
    }

    private static boolean makesTheLead(String tool) {
        return tool.equals("create_lead") || tool.equals("upsert_lead");
    }

    private static boolean findsTheAccount(String tool) {
        return tool.equals("match_account");
    }

    private void perform(
            int number,
            ActionPlan plan,
            Map<String, Object> arguments,
            List<NextCall> next,
            LeadContext context,
            Instant start) {
        PlannedStep step = plan.steps().get(number);
        ToolCall call = call(number, step, arguments, next, context, start);
        progress.running(number);
        CallResult result = new DurableCall(authorizations)
                .run(call, Tool.DEFAULT_TIMEOUT, progress.summary(number), plan.quick(), progress.pausesOf(number));
        progress.done(number, result);
        if (result.status() == CallResult.Status.SUCCEEDED) {
            remember(step.tool(), result.crmRecordId());
        }
    }

    private ToolCall call(
            int number,
            PlannedStep step,
            Map<String, Object> arguments,
            List<NextCall> next,
            LeadContext context,
            Instant start) {
        return new ToolCall(
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
                approval,
                next);
    }

    private void remember(String tool, @Nullable String record) {
        if (makesTheLead(tool)) {
            leadRecord = record;
        } else if (findsTheAccount(tool)) {
            accountRecord = record;
        }
    }

    private void undoWhatMayHaveRun(String reason) {
        if (!progress.isPlanned()) {
            Workflow.newDetachedCancellationScope(this::plan).run();
        }
        undo(reason, progress.toUndoAfterABreak());
    }

    private void undo(String reason, List<Integer> steps) {
        progress.reason(reason);
        Workflow.newDetachedCancellationScope(() -> {
                    for (int number : steps) {
                        progress.undone(
                                number,
                                DurableCall.undo(new UndoRequest(
                                        submission.tenant(),
                                        submission.actor(),
                                        callId(number),
                                        progress.tool(number),
                                        reason)));
                    }
                })
                .run();
        progress.abandonUnfinished();
        conclude(progress.everythingUndone() ? Result.ROLLED_BACK : Result.FAILED);
    }

    private static void stopIfCancelled() {
        if (CancellationScope.current().isCancelRequested()) {
            throw new CanceledFailure("The lead was cancelled");
        }
    }

    /** Detached, because a lead that was cancelled or is cancelled meanwhile still answers whoever decides. */
    private static void finishHandlers() {
        Workflow.newDetachedCancellationScope(() -> Workflow.await(Workflow::isEveryHandlerFinished))
                .run();
    }

    private void conclude(Result result) {
        progress.concluded(result);
        Workflow.newDetachedCancellationScope(() -> leads.conclude(submission, progress.outcome()))
                .run();
    }

    private String callId(int number) {
        return Workflow.getInfo().getWorkflowId() + "/" + number;
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
    public void decisionSignalled(@Nullable SignalledDecision decision) {
        authorizations.signalled(decision).ifPresent(progress::note);
    }
}
