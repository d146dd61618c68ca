package dev.handrail.simulator.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The time in the CRM: the machine's unless it was set or advanced, ticking unless it was stopped. */
public final class SimulatorClock implements InstantSource {

    private Duration ahead = Duration.ZERO;
    private @Nullable Instant stoppedAt;

    @Override
    public synchronized Instant instant() {
        return stoppedAt != null ? stoppedAt : Instant.now().plus(ahead);
    }

    public synchronized void set(Instant now) {
        ahead = Duration.between(Instant.now(), now);
        if (stoppedAt != null) stoppedAt = now;
    }

    public synchronized void advance(Duration duration) {
        set(instant().plus(duration));
    }

    /** Keeps the time as it is now until it is set, advanced or started again. */
    public synchronized void stop() {
        stoppedAt = instant();
    }

    public synchronized void start() {
        if (stoppedAt == null) return;
        Instant from = stoppedAt;
        stoppedAt = null;
        set(from);
    }

    public synchronized boolean stopped() {
        return stoppedAt != null;
    }

    public synchronized void reset() {
        ahead = Duration.ZERO;
        stoppedAt = null;
    }
}
