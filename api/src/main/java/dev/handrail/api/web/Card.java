package dev.handrail.api.web;

import dev.handrail.wording.Proposal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One request as it is shown.
 *
 * @param rule which rule of the policy stopped it, and where it stands; null when the tool itself did
 * @param reasoning what the requester says, with everything in it visible
 * @param objection why whoever looks may not decide; null when that person may
 * @param link to the record in the CRM
 * @param decidedBy null when nobody did
 */
record Card(
        String id,
        String tool,
        Proposal proposal,
        List<Row> changes,
        Standing standing,
        Excerpt reason,
        @Nullable String rule,
        @Nullable Excerpt reasoning,
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
        @Nullable String notes,
        Terms terms,
        List<ArgumentForm.Field> fields) {

    /**
     * Who else is asked.
     *
     * @param said what people have said of it, oldest first
     * @param missing approvals that are still needed
     * @param standing whether it can be allowed for good
     * @param others who could decide instead; empty when the policy does not allow that
     * @param group whose members decide; null for every approver
     */
    record Terms(
            List<String> said,
            int missing,
            int approvals,
            boolean standing,
            List<Approver> others,
            @Nullable String group) {}

    /**
     * A field that would change.
     *
     * @param before null when it is empty, or the record is new
     * @param after null when it would be emptied
     */
    record Row(
            String label,
            @Nullable Excerpt before,
            @Nullable Excerpt after) {}

    record Approver(String id, String name) {}

    /** @param kind the colour: {@code good}, {@code bad} or {@code soft} */
    record Standing(String word, String kind) {}

    public boolean waits() {
        return standing.word().equals("Waits");
    }

    public boolean mayDecide() {
        return waits() && objection == null;
    }

    /** Whether a list shows less than all of what is decided about. */
    public boolean hides() {
        return Stream.concat(
                        Stream.of(Optional.of(reason), Optional.ofNullable(reasoning)),
                        changes.stream()
                                .flatMap(row ->
                                        Stream.of(Optional.ofNullable(row.before()), Optional.ofNullable(row.after()))))
                .flatMap(Optional::stream)
                .anyMatch(Excerpt::hides);
    }

    /** The arguments that a standing permission can be narrowed to. */
    public List<ArgumentForm.Field> given() {
        return fields.stream()
                .filter(field -> !field.value().isEmpty() && field.kind() != ArgumentForm.Kind.JSON)
                .toList();
    }

    /** @param when exactly */
    record Receipt(long seq, String when, String actor, String action, String status) {}

    /** A request with what is on record about its call. */
    record WithReceipts(Card card, List<Receipt> receipts) {}
}
