package dev.handrail.limit;

import dev.handrail.limit.LimitStore.Taken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The tokens of one bucket that this process has taken and not spent yet. They were taken from everyone, so spending
 * them never exceeds the limit; they are void when their window ends. At most a chunk less one lies idle.
 */
final class Lease {

    private final Tier tier;
    private final String key;
    private final Limit limit;
    private final LimitStore store;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private long tokens;
    private long sharedRemaining;
    private Instant windowEnd = Instant.EPOCH;

    Lease(Tier tier, String key, Limit limit, LimitStore store, Clock clock) {
        this.tier = tier;
        this.key = key;
        this.limit = limit;
        this.store = store;
        this.clock = clock;
        this.sharedRemaining = limit.capacity();
    }

    Limit limit() {
        return limit;
    }

    LimitVerdict take(long cost) {
        Patience.lock(lock);
        try {
            Instant now = clock.instant();
            if (!now.isBefore(windowEnd)) {
                tokens = 0;
                sharedRemaining = limit.capacity();
            }
            if (tokens < cost) {
                Taken taken = takeShared(cost, now);
                if (!taken.taken()) {
                    return new LimitVerdict(false, tier, limit.capacity(), remaining(), windowEnd, taken.untilEnough());
                }
            }
            tokens -= cost;
            return new LimitVerdict(true, tier, limit.capacity(), remaining(), windowEnd, Duration.ZERO);
        } finally {
            lock.unlock();
        }
    }

    void giveBack(long cost) {
        Patience.lock(lock);
        try {
            if (!clock.instant().isBefore(windowEnd)) {
                return;
            }
            tokens += cost;
            long tooMany = tokens - (limit.chunk() - 1);
            if (tooMany > 0) {
                tokens -= tooMany;
                store.giveBack(key, limit, tooMany);
                sharedRemaining += tooMany;
            }
        } finally {
            lock.unlock();
        }
    }

    private Taken takeShared(long cost, Instant now) {
        long chunk = Math.max(cost, limit.chunk());
        long wanted = sharedRemaining < chunk ? cost : chunk;
        Taken taken = store.take(key, limit, wanted);
        if (!taken.taken() && wanted > cost && taken.remaining() >= cost) {
            wanted = cost;
            taken = store.take(key, limit, wanted);
        }
        Instant end = now.plus(taken.untilReset());
        if (end.isAfter(windowEnd.plus(limit.window().dividedBy(2)))) {
            tokens = 0;
        }
        windowEnd = end;
        sharedRemaining = taken.remaining();
        tokens += taken.taken() ? wanted : 0;
        return taken;
    }

    private long remaining() {
        return sharedRemaining + tokens;
    }
}
