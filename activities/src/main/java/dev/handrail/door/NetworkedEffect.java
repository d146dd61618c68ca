package dev.handrail.door;

import dev.handrail.action.ActionRefused;
import dev.handrail.action.ActionScope;
import dev.handrail.action.Actions;
import dev.handrail.action.Arguments;
import dev.handrail.action.Effected;
import dev.handrail.action.Memory;
import dev.handrail.call.CallResult;
import dev.handrail.call.CallResult.AuthorizationNeeded;
import dev.handrail.call.Refusal;
import dev.handrail.call.ToolCall;
import dev.handrail.connector.Connector;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.WriteAhead;
import dev.handrail.door.CallStore.StoredCall;
import dev.handrail.tenant.TenantTransactions;
import dev.handrail.tool.Tool;
import java.util.Map;
import java.util.Optional;

/**
 * An effect on a CRM that is reached over a network, which no transaction of ours covers: it is claimed before it is
 * sent and noted when it is answered. An attempt that got no answer is made again under the same key, by which the
 * connector finds what was made.
 */
final class NetworkedEffect {

    private final Actions actions;
    private final TenantTransactions transactions;
    private final Permit permit;
    private final CallStore calls;
    private final Replay replay;
    private final Receipts receipts;
    private final Memories memories = new Memories();

    NetworkedEffect(
            Actions actions,
            TenantTransactions transactions,
            Permit permit,
            CallStore calls,
            Replay replay,
            Receipts receipts) {
        this.actions = actions;
        this.transactions = transactions;
        this.permit = permit;
        this.calls = calls;
        this.replay = replay;
        this.receipts = receipts;
    }

    /** @throws CrmFailure when the CRM says no, or does not say */
    CallResult make(Tool tool, ToolCall call, String effectKey, int attempt, ActionScope scope) {
        Connector crm = scope.crm();
        Optional<CallResult> stored = tool.readOnly()
                ? Optional.empty()
                : transactions.in(call.tenant(), () -> replay.of(call, effectKey, crm));
        if (stored.isPresent()) {
            return stored.get();
        }
        Optional<AuthorizationNeeded> needed = permit.check(tool, call, scope);
        if (needed.isPresent()) {
            return noted(call, crm, CallResult.authorizationRequired(needed.get(), attempt));
        }
        if (tool.readOnly()) {
            return noted(call, crm, ToolDoor.resultOf(tool, perform(tool, call, scope), attempt));
        }
        return make(tool, call, effectKey, attempt, scope, crm);
    }

    private CallResult make(Tool tool, ToolCall call, String effectKey, int attempt, ActionScope scope, Connector crm) {
        Effected effected;
        try {
            effected = claim(call, effectKey, crm)
                    .flatMap(unanswered -> madeBefore(unanswered, scope))
                    .orElseGet(() -> performClaimed(tool, call, scope));
        } catch (CrmFailure failure) {
            if (failure.kind() != CrmFailure.Kind.RESEMBLES_OTHERS
                    || scope.scope().insists()) {
                throw failure;
            }
            Optional<AuthorizationNeeded> needed = permit.besides(failure.existing(), tool, call, scope);
            return needed.isPresent()
                    ? noted(call, crm, CallResult.authorizationRequired(needed.get(), attempt))
                    : make(tool, call, effectKey, attempt, scope.insisting(), crm);
        }
        CallResult result = ToolDoor.resultOf(tool, effected, attempt);
        CallResult done = transactions.in(call.tenant(), () -> {
            if (!calls.done(call, effected, result)) {
                return noteOfAnotherAttempt(call, effectKey, crm);
            }
            ToolDoor.shareWhatWasFound(calls, tool, call, effected);
            receipts.write(call, crm, result);
            return result;
        });
        memories.keep(call, scope.seen());
        return done;
    }

    /** An attempt that was given up may come to its end beside the one that took its place; both made one effect. */
    private CallResult noteOfAnotherAttempt(ToolCall call, String effectKey, Connector crm) {
        return replay.of(call, effectKey, crm)
                .orElseThrow(() ->
                        new ActionRefused(Refusal.CANCELLED, "This call was undone while it ran; make a new one"));
    }

    Memory memoryOf(ToolCall call) {
        return memories.of(call);
    }

    /** What this tool's writes keep ahead, for the scope of the action. */
    WriteAhead aheadOf(ToolCall call) {
        return new WriteAhead() {
            @Override
            public void creating(RecordType type) {
                transactions.run(call.tenant(), () -> calls.creating(call, type));
            }

            @Override
            public Map<String, Object> changing(Ref record, Map<String, Object> before) {
                return transactions.in(call.tenant(), () -> calls.changing(call, record, before));
            }
        };
    }

    /** Answers the claim of an earlier attempt, which got no answer. */
    private Optional<StoredCall> claim(ToolCall call, String effectKey, Connector crm) {
        return transactions.in(call.tenant(), () -> {
            if (calls.claim(call, effectKey)) {
                return Optional.empty();
            }
            if (replay.of(call, effectKey, crm).isPresent()) {
                throw Replay.inProgress();
            }
            return calls.earlier(call, effectKey);
        });
    }

    /** What that attempt created, if it did. Asking the action again might find the record and change it instead. */
    private static Optional<Effected> madeBefore(StoredCall unanswered, ActionScope scope) {
        RecordType type = unanswered.recordType();
        return type == null || unanswered.record() != null
                ? Optional.empty()
                : scope.crm()
                        .findByKey(scope.scope(), type, scope.key())
                        .map(scope::asFound)
                        .map(Effected::madeBefore);
    }

    /** Given up only when the CRM says no: as long as it does not say, the next attempt finds the claim. */
    private Effected performClaimed(Tool tool, ToolCall call, ActionScope scope) {
        try {
            return perform(tool, call, scope);
        } catch (ActionRefused refused) {
            transactions.run(call.tenant(), () -> calls.release(call));
            throw refused;
        } catch (CrmFailure failure) {
            if (failure.kind().isAnAnswer()) {
                transactions.run(call.tenant(), () -> calls.release(call));
            }
            throw failure;
        }
    }

    private Effected perform(Tool tool, ToolCall call, ActionScope scope) {
        return actions.of(tool).perform(new Arguments(call.arguments()), scope);
    }

    private CallResult noted(ToolCall call, Connector crm, CallResult result) {
        transactions.run(call.tenant(), () -> receipts.write(call, crm, result));
        return result;
    }
}
