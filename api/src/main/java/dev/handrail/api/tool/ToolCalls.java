package dev.handrail.api.tool;

import dev.handrail.api.ApiProperties;
import dev.handrail.api.problem.Problem;
import dev.handrail.api.request.IdempotencyHeader;
import dev.handrail.api.security.Caller;
import dev.handrail.api.temporal.StartOptions;
import dev.handrail.api.temporal.Temporal;
import dev.handrail.call.CallResult;
import dev.handrail.call.Refusal;
import dev.handrail.call.ToolCall;
import dev.handrail.call.ToolCallWorkflow;
import dev.handrail.door.ToolDoor;
import dev.handrail.errand.ErrandWorkflow;
import dev.handrail.notification.Callbacks;
import dev.handrail.temporal.SearchAttributes;
import dev.handrail.tool.Tool;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.client.WorkflowUpdateStage;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The one way in for a tool call, whichever door it came through. */
@Component
public class ToolCalls {

    private static final Duration LOOK = Duration.ofSeconds(2);

    private final ToolNames names;
    private final ArgumentCheck arguments;
    private final ToolDoor door;
    private final IdempotencyHeader idempotency;
    private final Callbacks callbacks;
    private final Temporal temporal;
    private final CallStatus status;
    private final Duration answerWithin;
    private final Clock clock;

    ToolCalls(
            ToolNames names,
            ArgumentCheck arguments,
            ToolDoor door,
            IdempotencyHeader idempotency,
            Callbacks callbacks,
            Temporal temporal,
            CallStatus status,
            ApiProperties properties,
            Clock clock) {
        this.names = names;
        this.arguments = arguments;
        this.door = door;
        this.idempotency = idempotency;
        this.callbacks = callbacks;
        this.temporal = temporal;
        this.status = status;
        this.answerWithin = properties.answerWithin();
        this.clock = clock;
    }

    /**
     * Calls a tool and waits a few seconds for its end.
     *
     * @param key the caller's Idempotency-Key; null to derive one
     * @param callback the webhook to tell; null for none
     * @throws dev.handrail.api.problem.ProblemException 400, 403, 404, 409 {@code key_reused}, 429, 503
     */
    public CallReply call(
            Caller caller,
            String name,
            Map<String, Object> given,
            @Nullable String reasoning,
            @Nullable String key,
            @Nullable String callback) {
        if (!caller.mayCallTools()) {
            throw Problem.of(403, "role_required", "Calling tools needs a credential with the role agent")
                    .toException();
        }
        Tool tool = names.find(name);
        arguments.check(tool, given);
        if (callback != null && (tool.readOnly() || tool.isErrand())) {
            throw Problem.badField(
                            "callback",
                            "callback",
                            tool.readOnly()
                                    ? "is for tools that change something; leave it out"
                                    : "is for single calls; ask for the status of this one")
                    .toException();
        }
        Optional<IdempotencyHeader.Key> claimed =
                idempotency.claim(caller.tenant(), key, "call tool", caller.keyId(), tool.name(), given);
        CallIdentity identity = CallIdentity.of(
                caller,
                tool,
                given,
                reasoning,
                claimed.map(IdempotencyHeader.Key::digest).orElse(null),
                clock.instant());
        if (callback != null
                && !callbacks.register(caller.tenant(), identity.call().id(), callback)) {
            throw Problem.badField(
                            "callback",
                            "callback",
                            "names no webhook; an administrator declares one by PUT /api/notifications/{name}")
                    .toException();
        }
        return tool.readOnly()
                ? CallReply.of(null, null, tool.name(), Reading.of(door, identity.call()))
                : change(identity, tool);
    }

    private CallReply change(CallIdentity identity, Tool tool) {
        String name = tool.name();
        Optional<CallReply> made = tool.isErrand() ? madeAlready(identity) : Optional.empty();
        if (made.isPresent()) {
            return made.get();
        }
        try {
            CallResult result = temporal.answer(answerWithin, () -> start(identity, tool));
            if (Refusal.KEY_REUSED.code().equals(result.code())) {
                throw Problem.conflict("key_reused", String.valueOf(result.message()))
                        .toException();
            }
            return CallReply.of(identity.id(), identity.workflowId(), name, result);
        } catch (Temporal.Unanswered e) {
            if (started(identity)) {
                return CallReply.running(identity.id(), identity.workflowId(), name);
            }
            throw e;
        } catch (WorkflowUpdateException | WorkflowNotFoundException e) {
            return status.find(identity.call().tenant(), identity.id());
        }
    }

    /** An errand's plan may be another one by now, so that its steps would be other calls. */
    private Optional<CallReply> madeAlready(CallIdentity identity) {
        return started(identity)
                ? Optional.of(status.find(identity.call().tenant(), identity.id()))
                        .filter(reply -> reply.status() == CallReply.Status.SUCCEEDED)
                : Optional.empty();
    }

    private WorkflowUpdateHandle<CallResult> start(CallIdentity identity, Tool tool) {
        ToolCall call = identity.call();
        WorkflowOptions options = StartOptions.of(
                        identity.workflowId(),
                        call.tenant(),
                        identity.id(),
                        "Tool call: " + call.tool(),
                        Map.of(StartOptions.TOOL, call.tool()))
                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                .setTypedSearchAttributes(io.temporal.common.SearchAttributes.newBuilder()
                        .set(SearchAttributes.TENANT, call.tenant())
                        .build())
                .build();
        UpdateOptions<CallResult> accepted = UpdateOptions.newBuilder(CallResult.class)
                .setWaitForStage(WorkflowUpdateStage.ACCEPTED)
                .build();
        if (tool.isErrand()) {
            ErrandWorkflow errand = temporal.client().newWorkflowStub(ErrandWorkflow.class, options);
            return WorkflowClient.startUpdateWithStart(
                    errand::answer, accepted, new WithStartWorkflowOperation<>(errand::run, call));
        }
        ToolCallWorkflow workflow = temporal.client().newWorkflowStub(ToolCallWorkflow.class, options);
        return WorkflowClient.startUpdateWithStart(
                workflow::answer, accepted, new WithStartWorkflowOperation<>(workflow::run, call));
    }

    private boolean started(CallIdentity identity) {
        try {
            temporal.within(
                    LOOK,
                    () -> temporal.client()
                            .newUntypedWorkflowStub(identity.workflowId())
                            .describe());
            return true;
        } catch (WorkflowNotFoundException e) {
            return false;
        }
    }
}
