package dev.handrail.door;

import dev.handrail.action.ActionRefused;
import dev.handrail.action.ActionScope;
import dev.handrail.action.Actions;
import dev.handrail.action.Arguments;
import dev.handrail.action.Effected;
import dev.handrail.action.Memory;
import dev.handrail.call.CallResult;
import dev.handrail.call.CallResult.AuthorizationNeeded;
import dev.handrail.call.ToolCall;
import dev.handrail.connector.Connector;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.RecordType;
import dev.handrail.door.CallStore.StoredCall;
import dev.handrail.tenant.TenantTransactions;
import dev.handrail.tool.Tool;
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

    /** To be told before this call writes. */
    Claim claim(ToolCall call, String effectKey, Connector crm) {
        return new Claim(call, effectKey, crm, transactions, calls, replay);
    }

    Memory memoryOf(ToolCall call) {
        return memories.of(call);
    }

    CallResult read(Tool tool, ToolCall call, int attempt, ActionScope scope) {
        CallResult result = permit.check(tool, call, scope)
                .map(needed -> CallResult.authorizationRequired(needed, attempt))
                .orElseGet(() -> ToolDoor.resultOf(tool, perform(tool, call, scope), attempt));
        return noted(call, scope.crm(), result);
    }

    /** @throws CrmFailure when the CRM says no, or does not say */
    CallResult write(Tool tool, ToolCall call, Claim claim, int attempt, ActionScope scope) {
        return claim.answered()
                .or(() -> permit.check(tool, call, scope).map(needed -> asked(call, needed, attempt, scope)))
                .orElseGet(() -> permitted(tool, call, claim, attempt, scope));
    }

    private CallResult permitted(Tool tool, ToolCall call, Claim claim, int attempt, ActionScope scope) {
        Effected effected;
        try {
            effected = claim.unanswered()
                    .flatMap(unanswered -> madeBefore(unanswered, scope))
                    .orElseGet(() -> performOrRelease(tool, call, claim, scope));
        } catch (CrmFailure failure) {
            if (failure.kind() != CrmFailure.Kind.RESEMBLES_OTHERS
                    || scope.scope().insists()) {
                throw failure;
            }
            return permit.besides(failure.existing(), tool, call, scope)
                    .map(needed -> asked(call, needed, attempt, scope))
                    .orElseGet(() -> permitted(tool, call, claim, attempt, scope.insisting()));
        }
        CallResult result = ToolDoor.resultOf(tool, effected, attempt);
        CallResult done = transactions.in(call.tenant(), () -> {
            if (!claim.settle(effected, result)) {
                return claim.noteOfAnother();
            }
            ToolDoor.shareWhatWasFound(calls, tool, call, effected);
            receipts.write(call, scope.crm(), result);
            return result;
        });
        memories.keep(call, scope.seen());
        return done;
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
    private Effected performOrRelease(Tool tool, ToolCall call, Claim claim, ActionScope scope) {
        try {
            return perform(tool, call, scope);
        } catch (ActionRefused refused) {
            claim.release();
            throw refused;
        } catch (CrmFailure failure) {
            if (failure.kind().isAnAnswer()) {
                claim.release();
            }
            throw failure;
        }
    }

    private Effected perform(Tool tool, ToolCall call, ActionScope scope) {
        return actions.of(tool).perform(new Arguments(call.arguments()), scope);
    }

    private CallResult asked(ToolCall call, AuthorizationNeeded needed, int attempt, ActionScope scope) {
        return noted(call, scope.crm(), CallResult.authorizationRequired(needed, attempt));
    }

    private CallResult noted(ToolCall call, Connector crm, CallResult result) {
        transactions.run(call.tenant(), () -> receipts.write(call, crm, result));
        return result;
    }
}
