package dev.handrail.office;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long Office pretends to take for each call, so that a demo feels like a CRM behind a network. */
public record Latency(Duration least, Duration most) {

    public static final Latency NONE = new Latency(Duration.ZERO, Duration.ZERO);

    /** 100 to 500 ms: seed 000, the row "Latency" of its table of executors. */
    public static final Latency OF_A_DISTANT_CRM = new Latency(Duration.ofMillis(100), Duration.ofMillis(500));

    public Latency {
        if (least.isNegative() || most.compareTo(least) < 0) {
            throw new IllegalArgumentException("A latency is a range from zero or more upwards");
        }
    }

    void await() throws InterruptedException {
        if (most.isPositive()) {
            Thread.sleep(Duration.ofNanos(ThreadLocalRandom.current().nextLong(least.toNanos(), most.toNanos() + 1)));
        }
    }
}
