package dev.handrail.bench;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was started and must be stopped, the last first; also when somebody presses Ctrl-C meanwhile. */
final class Running implements AutoCloseable {

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private boolean closed;

    synchronized <T extends AutoCloseable> T add(T one) {
        if (closed) {
            stop(one);
            throw new IllegalStateException("The bench is stopping");
        }
        started.push(one);
        return one;
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!started.isEmpty()) {
            stop(started.pop());
        }
    }

    private static void stop(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception e) {
            System.err.println("Could not stop everything: " + e.getMessage());
        }
    }
}
