package dev.handrail.api.web;

import dev.handrail.wording.Proposal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request as it is shown.
 *
 * @param reasoning what the requester says, with everything in it visible
 * @param objection why whoever looks may not decide; null when that person may
 * @param link to the record in the CRM
 * @param decidedBy null when nobody did
 */
record Card(
        String id,
        String tool,
        Proposal proposal,
        Standing standing,
        String reason,
        @Nullable String reasoning,
        String asks,
        String asksId,
        String asked,
        String askedExactly,
        String left,
        boolean urgent,
        @Nullable String objection,
        @Nullable String recordId,
        @Nullable String link,
        String arguments,
        String callId,
        @Nullable String decidedBy,
        @Nullable String decidedAt,
        @Nullable String notes) {

    /** @param kind the colour: {@code good}, {@code bad} or {@code soft} */
    record Standing(String word, String kind) {}

    public boolean waits() {
        return standing.word().equals("Waits");
    }

    public boolean mayDecide() {
        return waits() && objection == null;
    }

    /** @param when exactly */
    record Receipt(long seq, String when, String actor, String action, String status) {}

    /** A request with what is on record about its call. */
    record WithReceipts(Card card, List<Receipt> receipts) {}
}
