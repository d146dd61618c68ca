package dev.handrail.outcome;

import dev.handrail.lead.LeadOutcome;
import dev.handrail.lead.LeadSubmission;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds leads by id and by outcome. Temporal is what a lead runs on; this is where it is looked up. */
public final class LeadStore {

    /** @param digest of the lead as it was submitted; see {@link LeadSubmission} */
    public record StoredLead(
            String leadId,
            String digest,
            LeadOutcome outcome,
            Instant submittedAt,
            @Nullable Instant finishedAt) {}

    /** @param next cursor of the next page; null on the last */
    public record Page(List<StoredLead> leads, @Nullable String next) {}

    public Optional<StoredLead> find(String tenant, String leadId) {
        throw new IllegalStateException();
    }

    /** Notes that a lead was accepted; does nothing when it is known. */
    public void accepted(LeadSubmission submission) {
        throw new IllegalStateException();
    }

    /**
     * Newest first.
     *
     * @param status or result to filter by; null for all
     * @param cursor from an earlier page; null for the first
     * @throws IllegalArgumentException when the cursor is not one of ours
     */
    public Page list(String tenant, @Nullable String status, @Nullable String cursor, int limit) {
        throw new IllegalStateException();
    }
}
