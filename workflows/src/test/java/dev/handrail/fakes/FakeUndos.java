package dev.handrail.fakes;

import dev.handrail.lead.LeadOutcome;
import dev.handrail.lead.LeadUndoActivities;
import dev.handrail.lead.LeadUndoRequest;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Undoes the last lead that was concluded, and remembers how that ended. */
public final class FakeUndos implements LeadUndoActivities {

    private final List<LeadOutcome> undone = new CopyOnWriteArrayList<>();
    private final FakeLeads leads;

    FakeUndos(FakeLeads leads) {
        this.leads = leads;
    }

    @Override
    public LeadOutcome open(LeadUndoRequest request) {
        return leads.concluded()
                .getLast()
                .undoing(new LeadOutcome.Undoing(request.actor(), request.reason(), Instant.EPOCH));
    }

    @Override
    public void close(LeadUndoRequest request, LeadOutcome outcome) {
        undone.add(outcome);
    }

    public List<LeadOutcome> undone() {
        return List.copyOf(undone);
    }
}
