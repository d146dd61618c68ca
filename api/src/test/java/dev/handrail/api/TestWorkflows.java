package dev.handrail.api;

import dev.handrail.approval.Authorization;
import dev.handrail.approval.AuthorizationStore;
import dev.handrail.authorization.AuthorizationActivities;
import dev.handrail.authorization.AuthorizationWait;
import dev.handrail.authorization.Decision;
import dev.handrail.authorization.DecisionVerdict;
import dev.handrail.authorization.SignalledDecision;
import dev.handrail.call.CallResult;
import dev.handrail.call.CallResult.AuthorizationNeeded;
import dev.handrail.call.Refusal;
import dev.handrail.call.ToolCall;
import dev.handrail.call.ToolCallWorkflow;
import dev.handrail.lead.LeadOutcome;
import dev.handrail.lead.LeadOutcome.Result;
import dev.handrail.lead.LeadOutcome.Status;
import dev.handrail.lead.LeadSubmission;
import dev.handrail.lead.LeadUndoRequest;
import dev.handrail.lead.LeadUndoWorkflow;
import dev.handrail.lead.LeadWorkflow;
import dev.handrail.policy.Ruling;
import dev.handrail.tool.Permission;
import dev.handrail.tool.Undo;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Workflows that behave as the real ones do towards the front, without a CRM. */
public final class TestWorkflows {

    private TestWorkflows() {}

    /** Runs until it is cancelled when its id begins with {@code wait-}, else ends at once. */
    public static final class Lead implements LeadWorkflow {

        private LeadOutcome outcome;

        @WorkflowInit
        public Lead(LeadSubmission submission) {
            outcome = outcome(submission, Status.ENRICHED, Result.RUNNING);
        }

        @Override
        public LeadOutcome run(LeadSubmission submission) {
            try {
                if (submission.lead().leadId().startsWith("wait-")) {
                    Workflow.await(() -> false);
                }
                outcome = outcome(submission, Status.SYNCED_TO_CRM, Result.COMPLETED);
            } catch (CanceledFailure e) {
                outcome = outcome(submission, Status.ENRICHED, Result.ROLLED_BACK);
            }
            return outcome;
        }

        private static LeadOutcome outcome(LeadSubmission submission, Status status, Result result) {
            String id = submission.lead().leadId();
            return new LeadOutcome(
                    id,
                    submission.tenant(),
                    LeadSubmission.workflowId(submission.tenant(), id),
                    status,
                    result,
                    List.of(),
                    List.of(),
                    List.of(),
                    null,
                    null,
                    null);
        }

        @Override
        public LeadOutcome outcome() {
            return outcome;
        }

        @Override
        public DecisionVerdict decide(Decision decision) {
            return DecisionVerdict.no("A lead here waits for nobody");
        }

        @Override
        public void validateDecision(Decision decision) {}

        @Override
        public void decisionSignalled(SignalledDecision decision) {}
    }

    /** Never comes to its end. */
    public static final class EndlessUndo implements LeadUndoWorkflow {

        @Override
        public LeadOutcome run(LeadUndoRequest request) {
            Workflow.await(() -> false);
            throw new IllegalStateException("Waits for ever");
        }

        @Override
        public LeadOutcome outcome() {
            return null;
        }
    }

    @ActivityInterface
    public interface Asking {

        @ActivityMethod(name = "ask")
        AuthorizationNeeded ask(ToolCall call, String workflowId);
    }

    /** {@code convert_lead} waits for a person, a note "slow" waits for ever, a note "refuse" is refused. */
    public static final class Call implements ToolCallWorkflow {

        private final AuthorizationWait authorizations;
        private CallResult state;

        @WorkflowInit
        public Call(ToolCall call) {
            authorizations = new AuthorizationWait(call.tenant());
        }

        @Override
        public CallResult run(ToolCall call) {
            CallResult result = perform(call);
            state = result;
            Workflow.await(Workflow::isEveryHandlerFinished);
            return result;
        }

        private CallResult perform(ToolCall call) {
            if (call.tool().equals("convert_lead")) {
                return convert(call);
            }
            Object text = call.arguments().get("text");
            if ("slow".equals(text)) {
                Workflow.await(() -> false);
            }
            if ("refuse".equals(text)) {
                return CallResult.refused(Refusal.RULE_VIOLATED, "The note says nothing; write what happened", 1);
            }
            return CallResult.succeeded("00T1", Map.of("by", call.actor()), List.of(), Undo.COMPENSATABLE, 1);
        }

        private CallResult convert(ToolCall call) {
            Asking asking = Workflow.newActivityStub(
                    Asking.class,
                    ActivityOptions.newBuilder()
                            .setStartToCloseTimeout(Duration.ofSeconds(10))
                            .build());
            AuthorizationNeeded needed = asking.ask(call, Workflow.getInfo().getWorkflowId());
            state = CallResult.authorizationRequired(needed, 1);
            Optional<Decision> decision = authorizations.await(needed);
            return decision.filter(made -> made.verdict() == Decision.Verdict.AUTHORIZED)
                    .map(made -> CallResult.succeeded("003", Map.of(), List.of(), Undo.IRREVERSIBLE, 1))
                    .orElseGet(() -> CallResult.refused(Refusal.AUTHORIZATION_DENIED, "Denied", 1));
        }

        @Override
        public CallResult answer() {
            Workflow.await(() -> state != null);
            return state;
        }

        @Override
        public CallResult state() {
            return state;
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
            authorizations.signalled(decision);
        }
    }

    /** The real store behind the activities. */
    public static final class Authorizing implements AuthorizationActivities, Asking {

        private final AuthorizationStore store;

        public Authorizing(AuthorizationStore store) {
            this.store = store;
        }

        @Override
        public AuthorizationNeeded ask(ToolCall call, String workflowId) {
            Instant expiry = Instant.now().plus(Duration.ofHours(1));
            Authorization asked = store.ask(new Authorization(
                    "auth-" + call.key().substring(0, 12),
                    call.tenant(),
                    Authorization.Status.PENDING,
                    workflowId,
                    call.id(),
                    call.tool(),
                    call.arguments(),
                    call.argumentsDigest(),
                    "Cannot be undone",
                    call.reasoning(),
                    call.actor(),
                    null,
                    null,
                    Map.of(),
                    Instant.now(),
                    expiry,
                    null,
                    null,
                    null,
                    new Ruling(
                            Permission.REQUIRES_AUTHORIZATION,
                            "Cannot be undone",
                            null,
                            null,
                            Ruling.Terms.DEFAULT,
                            "policy",
                            0),
                    Undo.IRREVERSIBLE,
                    null,
                    null,
                    List.of()));
            return new AuthorizationNeeded(asked.id(), asked.reason(), asked.expiresAt());
        }

        @Override
        public DecisionVerdict record(String tenant, Decision decision) {
            return store.decide(tenant, decision);
        }

        @Override
        public SignalVerdict recordSignalled(String tenant, SignalledDecision decision) {
            return store.signalled(tenant, decision)
                    .map(found -> new SignalVerdict(store.decide(tenant, found), found))
                    .orElseGet(() -> new SignalVerdict(DecisionVerdict.no("Not a code of ours"), null));
        }

        @Override
        public void remind(String tenant, String authorizationId) {}

        @Override
        public void escalate(String tenant, String authorizationId) {
            store.escalate(tenant, authorizationId);
        }

        @Override
        public boolean expire(String tenant, String authorizationId) {
            return store.closeUndecided(tenant, authorizationId, Authorization.Status.EXPIRED);
        }

        @Override
        public void withdraw(String tenant, String authorizationId) {
            store.closeUndecided(tenant, authorizationId, Authorization.Status.WITHDRAWN);
        }
    }
}
