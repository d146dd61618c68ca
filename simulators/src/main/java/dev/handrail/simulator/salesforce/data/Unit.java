package dev.handrail.simulator.salesforce.data;

import dev.handrail.simulator.ledger.Effects;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What one request does, so that parts of it can be taken back.
 *
 * @param now time of every change it makes, to the second as in the real one: two edits may have the same
 * @param userId who asks
 * @param allowDuplicates saves past a duplicate rule that only warns
 */
public record Unit(Database database, Effects effects, Instant now, String userId, boolean allowDuplicates) {

    public Unit {
        now = now.truncatedTo(ChronoUnit.SECONDS);
    }

    public record Mark(int rows, int effects) {}

    public Mark mark() {
        return new Mark(database.mark(), effects.mark());
    }

    public void backTo(Mark mark) {
        database.backTo(mark.rows);
        effects.backTo(mark.effects);
    }
}
