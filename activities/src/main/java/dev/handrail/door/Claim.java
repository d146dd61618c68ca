package dev.handrail.door;

import dev.handrail.action.Effected;
import dev.handrail.call.CallResult;
import dev.handrail.call.ToolCall;
import dev.handrail.connector.Connector;
import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmRecord;
import dev.handrail.connector.RecordType;
import dev.handrail.connector.Ref;
import dev.handrail.connector.WriteAhead;
import dev.handrail.door.CallStore.StoredCall;
import dev.handrail.tenant.TenantTransactions;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Notes that a call is about to write over a network, right before it does; a call that writes nothing notes nothing. */
final class Claim implements WriteAhead {

    private final ToolCall call;
    private final String effectKey;
    private final Connector crm;
    private final TenantTransactions transactions;
    private final CallStore calls;
    private final Replay replay;
    private Optional<StoredCall> unanswered = Optional.empty();
    private boolean isNoted;

    Claim(
            ToolCall call,
            String effectKey,
            Connector crm,
            TenantTransactions transactions,
            CallStore calls,
            Replay replay) {
        this.call = call;
        this.effectKey = effectKey;
        this.crm = crm;
        this.transactions = transactions;
        this.calls = calls;
        this.replay = replay;
    }

    /** What the call is answered when its effect was made before. */
    Optional<CallResult> answered() {
        return transactions.in(call.tenant(), () -> {
            Optional<StoredCall> earlier = calls.earlier(call, effectKey);
            Optional<CallResult> answer = earlier.flatMap(stored -> replay.answer(call, stored, crm));
            unanswered = answer.isEmpty() ? earlier : Optional.empty();
            isNoted = unanswered.isPresent();
            return answer;
        });
    }

    /** What an earlier attempt noted that got no answer. */
    Optional<StoredCall> unanswered() {
        return unanswered;
    }

    /** Notes what the call did; false when another attempt, call or undo came first. */
    boolean settle(Effected effected, CallResult result) {
        return isNoted ? calls.done(call, effected, result) : calls.insert(call, effectKey, effected, result);
    }

    /** What another attempt or call noted, which made the same effect beside this one. */
    CallResult noteOfAnother() {
        return replay.of(call, effectKey, crm).orElseThrow(Replay::inProgress);
    }

    @Override
    public void creating(RecordType type) {
        note(() -> isNoted ? calls.creatingAgain(call, type) : calls.claimCreation(call, effectKey, type));
    }

    @Override
    public Map<String, Object> changing(Ref record, Map<String, Object> before) {
        if (!isNoted && before.isEmpty()) {
            return before;
        }
        Map<String, Object> first = unanswered
                .filter(earlier -> record.equals(earlier.record()))
                .map(StoredCall::before)
                .orElse(before);
        if (!new CrmRecord(record, "", first).holds(before)) {
            throw new CrmFailure(
                    CrmFailure.Kind.CHANGED_MEANWHILE,
                    "Somebody changed the record after an attempt that got no answer; read it again");
        }
        note(() -> isNoted
                ? calls.changingAgain(call, record, first)
                : calls.claimChange(call, effectKey, record, before));
        return first;
    }

    /** Refuses what was undone meanwhile; another attempt of this call, or another call, may be about to write the same. */
    private void note(BooleanSupplier noted) {
        transactions.run(call.tenant(), () -> {
            if (!noted.getAsBoolean()) {
                var _ = replay.of(call, effectKey, crm);
                throw Replay.inProgress();
            }
        });
        isNoted = true;
    }

    /** The CRM said no: nothing was made. */
    void release() {
        if (isNoted) {
            transactions.run(call.tenant(), () -> calls.release(call));
            unanswered = Optional.empty();
            isNoted = false;
        }
    }
}
