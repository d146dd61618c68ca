package dev.handrail.hubspot;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** When the calls of a rolling window were answered: it allows one more when the oldest that counts has left it. */
final class RollingWindow {

    private final Deque<Long> answered = new ArrayDeque<>();

    /**
     * Notes an answer.
     *
     * @param used calls that count, ours and those of others
     * @return until the oldest of them counts no more, as far as it is known
     */
    synchronized Duration answered(long used, Duration window, long nanoTime) {
        answered.addLast(nanoTime);
        while (nanoTime - answered.getFirst() >= window.toNanos()) {
            answered.removeFirst();
        }
        long forgotten = Math.max(0, answered.size() - Math.max(1, used));
        long oldest = answered.stream().skip(forgotten).findFirst().orElse(nanoTime);
        return window.minusNanos(nanoTime - oldest);
    }
}
