package dev.handrail.door;

import dev.handrail.action.ActionRefused;
import dev.handrail.call.CallResult;
import dev.handrail.call.Refusal;
import dev.handrail.call.RetryLater;
import dev.handrail.call.ToolCall;
import dev.handrail.connector.Connector;
import dev.handrail.door.CallStore.State;
import dev.handrail.door.CallStore.StoredCall;
import java.util.Optional;

/** What a call is answered whose effect was made before. Works in the caller's transaction. */
final class Replay {

    private final CallStore calls;
    private final Receipts receipts;

    Replay(CallStore calls, Receipts receipts) {
        this.calls = calls;
        this.receipts = receipts;
    }

    /**
     * Empty when the effect is still to be made; also when an earlier attempt of this call got no answer.
     *
     * @throws ActionRefused when the key was used with other arguments, or the call was undone
     * @throws RetryLaterException while another call makes the effect
     */
    Optional<CallResult> of(ToolCall call, String effectKey, Connector crm) {
        return calls.earlier(call, effectKey).flatMap(earlier -> answer(call, earlier, crm));
    }

    /** As {@link #of}, by what is stored of the call or of another with its effect. */
    Optional<CallResult> answer(ToolCall call, StoredCall earlier, Connector crm) {
        boolean own = earlier.callId().equals(call.id());
        if (earlier.state() == State.STARTED) {
            if (own) {
                return Optional.empty();
            }
            throw inProgress();
        }
        CallResult stored = earlier.result();
        if (stored == null || earlier.state() != State.DONE) {
            throw new ActionRefused(Refusal.CANCELLED, "This call was undone before it ran; make a new one");
        }
        if (!earlier.argumentsHash().equals(call.argumentsDigest())) {
            throw new ActionRefused(Refusal.KEY_REUSED, reusedKey(call, stored));
        }
        if (own) {
            return Optional.of(stored);
        }
        calls.markShared(call.tenant(), earlier.callId());
        receipts.write(call, crm, stored.asReplay());
        return Optional.of(stored.asReplay());
    }

    static RetryLaterException inProgress() {
        return new RetryLaterException(
                RetryLater.IN_PROGRESS, "The same effect is being made by another call", null, null);
    }

    private static String reusedKey(ToolCall call, CallResult stored) {
        return call.keyGiven()
                ? "This Idempotency-Key was used with other arguments; use a new key for another action"
                : "%s already ran within the hour for the same person or record, with other arguments (record %s); send an Idempotency-Key of your own if a second one is meant"
                        .formatted(call.tool(), stored.crmRecordId());
    }
}
