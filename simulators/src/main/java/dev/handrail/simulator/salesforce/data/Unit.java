package dev.handrail.simulator.salesforce.data;

import dev.handrail.simulator.ledger.Effects;
import java.time.Instant;

/**
 * What one request does, so that parts of it can be taken back.
 *
 * @param now time of every change it makes
 * @param userId who asks
 * @param allowDuplicates saves past a duplicate rule that only warns
 */
public record Unit(Database database, Effects effects, Instant now, String userId, boolean allowDuplicates) {

    public record Mark(int rows, int effects) {}

    public Mark mark() {
        return new Mark(database.mark(), effects.mark());
    }

    public void backTo(Mark mark) {
        database.backTo(mark.rows);
        effects.backTo(mark.effects);
    }
}
