package dev.handrail.simulator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.simulator.fault.FaultKind;
import dev.handrail.simulator.http.Request;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private final Ledger ledger = new Ledger();

    @Test
    void numbersRequestsAndTheirEffectsInOneRow() {
        ledger.add(NOW, post(), 0, FaultKind.CUT_BEFORE, null);
        ledger.add(NOW, post(), 201, null, effects("00Q1", "k-1"));

        assertThat(ledger.all()).extracting(Entry::sequence).containsExactly(1L, 2L, 3L);
        assertThat(ledger.effects()).singleElement().satisfies(effect -> {
            assertThat(effect.request()).isEqualTo(2);
            assertThat(effect.externalId()).isEqualTo("k-1");
        });
        assertThat(ledger.after(2)).hasSize(1);
    }

    @Test
    void findsKeysUnderWhichSomethingWasMadeTwice() {
        ledger.add(NOW, post(), 201, null, effects("00Q1", "k-1"));
        ledger.add(NOW, post(), 201, null, effects("00Q2", "k-2"));
        ledger.add(NOW, post(), 201, FaultKind.CUT_AFTER, effects("00Q3", "k-1"));

        Ledger.Summary summary = ledger.summary();
        assertThat(summary.requests()).isEqualTo(3);
        assertThat(summary.effects().get("Lead")).containsEntry(Action.CREATED, 3);
        assertThat(summary.created()).containsEntry("Lead", 2);
        assertThat(summary.repeated()).containsExactly(new Ledger.Repeated(Action.CREATED, "Lead", "k-1", 2));
    }

    @Test
    void whatWasRolledBackIsNoEffect() {
        var effects = effects("00Q1", "k-1");
        int mark = effects.mark();
        effects.add(Action.CREATED, "Task", "00T1", null);
        effects.backTo(mark);
        ledger.add(NOW, post(), 200, null, effects);

        assertThat(ledger.effects()).extracting(Entry.Effect::id).containsExactly("00Q1");
    }

    private static Effects effects(String id, String key) {
        var effects = new Effects();
        effects.add(Action.CREATED, "Lead", id, key);
        return effects;
    }

    private static Request post() {
        return Request.of("POST", "/leads", Map.of(), new byte[0], "http://127.0.0.1");
    }
}
