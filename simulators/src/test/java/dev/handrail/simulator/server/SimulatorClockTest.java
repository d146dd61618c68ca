package dev.handrail.simulator.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SimulatorClockTest {

    private static final Instant NOON = Instant.parse("2030-06-01T12:00:00Z");

    private final SimulatorClock clock = new SimulatorClock();

    @Test
    void goesOnFromWhereItWasSet() {
        clock.set(NOON);
        assertThat(clock.instant()).isAfterOrEqualTo(NOON).isBefore(NOON.plus(Duration.ofHours(1)));
    }

    @Test
    void standsStillWhenStoppedAndMovesOnlyWhenAdvanced() {
        clock.stop();
        clock.set(NOON);
        assertThat(clock.instant()).isEqualTo(NOON).isEqualTo(clock.instant());

        clock.advance(Duration.ofHours(24));
        assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofHours(24)));
    }

    @Test
    void startsAgainFromWhereItStood() {
        clock.stop();
        clock.set(NOON);
        clock.start();
        assertThat(clock.stopped()).isFalse();
        assertThat(clock.instant()).isAfterOrEqualTo(NOON).isBefore(NOON.plus(Duration.ofHours(1)));
    }
}
