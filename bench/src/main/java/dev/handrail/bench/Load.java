package dev.handrail.bench;

import io.temporal.api.history.v1.HistoryEvent;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Puts leads through a side: each of a fixed number of senders waits for its lead to end before it sends the next. */
final class Load {

    /** A backend of Postgres that has become idle reports its commits after 10 s (PGSTAT_IDLE_INTERVAL). */
    static final Duration SETTLE = Duration.ofSeconds(11);

    /** Enough to see what is wrong. */
    private static final int FAILURES_ALLOWED = 20;

    /** Far more than a machine can do in the longest phase. */
    private static final int LEADS_ALLOWED = 200_000;

    private final Histories histories;
    private final Meter meter;

    Load(Histories histories, Meter meter) {
        this.histories = histories;
        this.meter = meter;
    }

    /** A lead that ended, with the times on {@link System#nanoTime} when it was sent, accepted and seen to end. */
    record Lead(String workflowId, HistoryEvent close, long sent, long accepted, long ended) {}

    /**
     * @param begin when the first lead was sent
     * @param from when measuring rate and latency began, all senders being busy
     * @param until when the last lead was sent
     * @param failures what happened to those that were not taken or did not end
     */
    record Trace(
            Side side,
            int atOnce,
            long begin,
            long from,
            long until,
            List<Lead> leads,
            List<String> failures,
            Meter.Spent before,
            Meter.Spent after,
            Meter.Counted countedBefore,
            Meter.Counted countedAfter) {}

    /** @param settle whether to wait until commits are counted; without, they are not */
    Trace run(Side side, int atOnce, Duration duration, boolean settle)
            throws IOException, SQLException, InterruptedException {
        Queue<Lead> leads = new ConcurrentLinkedQueue<>();
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        AtomicInteger allowed = new AtomicInteger(LEADS_ALLOWED);
        CountDownLatch done = new CountDownLatch(atOnce);
        Meter.Counted countedBefore = meter.counted();
        Meter.Spent before = meter.spent();
        long begin = System.nanoTime();
        long until = begin + duration.toNanos();
        for (int sender = 0; sender < atOnce; sender++) {
            Thread.ofVirtual().start(() -> {
                try {
                    while (System.nanoTime() < until
                            && failures.size() < FAILURES_ALLOWED
                            && allowed.decrementAndGet() >= 0) {
                        send(side, leads, failures);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } finally {
                    done.countDown();
                }
            });
        }
        done.await();
        Meter.Spent after = meter.spent();
        if (settle) {
            Thread.sleep(SETTLE);
        }
        long rampUp = Math.min(Duration.ofSeconds(3).toNanos(), duration.toNanos() / 4);
        return new Trace(
                side,
                atOnce,
                begin,
                begin + rampUp,
                until,
                List.copyOf(leads),
                List.copyOf(failures),
                before,
                after,
                countedBefore,
                meter.counted());
    }

    private void send(Side side, Queue<Lead> leads, Queue<String> failures) throws InterruptedException {
        try {
            leads.add(one(side));
        } catch (IOException | TimeoutException | RuntimeException e) {
            failures.add(String.valueOf(e.getMessage()));
        }
    }

    Lead one(Side side) throws IOException, InterruptedException, TimeoutException {
        long sent = System.nanoTime();
        String workflowId = side.submit();
        long accepted = System.nanoTime();
        HistoryEvent close = histories.awaitClose(workflowId);
        return new Lead(workflowId, close, sent, accepted, System.nanoTime());
    }
}
