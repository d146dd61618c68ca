package dev.handrail.limit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/** How long the store is waited for, also by those who wait behind somebody who waits for the store. */
final class Patience {

    /** A sixth of the 30 seconds that a tool call has. */
    static final Duration MOST = Duration.ofSeconds(5);

    private Patience() {}

    static void lock(ReentrantLock lock) {
        try {
            if (!lock.tryLock(MOST.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LimitsUnavailable(new TimeoutException());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new LimitsUnavailable(stopped);
        }
    }
}
