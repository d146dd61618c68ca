package dev.handrail.action;

import dev.handrail.call.Refusal;

/** A rule says no. The message says which and what to do instead, without values of the record. */
public final class ActionRefused extends RuntimeException {

    private final Refusal refusal;

    public ActionRefused(Refusal refusal, String message) {
        super(message, null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
