package dev.handrail.connection;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something once, in the background, however long the server that it needs stays away. */
public final class EventualStart implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventualStart.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** One try; an exception means "not yet". */
    @FunctionalInterface
    public interface Attempt {
        void run() throws Exception;
    }

    private final String what;
    private final Attempt attempt;
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable String problem = "not tried yet";
    private @Nullable String warned;

    private EventualStart(String what, Attempt attempt) {
        this.what = what;
        this.attempt = attempt;
        this.thread = Thread.ofVirtual().name(what).unstarted(this::insist);
    }

    /** @param what completes the sentence "Handrail cannot … yet" */
    public static EventualStart of(String what, Attempt attempt) {
        EventualStart start = new EventualStart(what, attempt);
        start.thread.start();
        return start;
    }

    public boolean isDone() {
        return done.getCount() == 0;
    }

    /** Why the last try failed; null once it is done. */
    public @Nullable String problem() {
        return problem;
    }

    /** Waits until it is done. */
    public void await() throws InterruptedException {
        done.await();
    }

    /** Gives up, if it is not done; returns when no try is under way any more. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void insist() {
        Duration pause = FIRST_PAUSE;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                attempt.run();
                problem = null;
                done.countDown();
                return;
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                note(e, pause);
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                return;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private void note(Exception failure, Duration pause) {
        String message = rootMessage(failure);
        problem = message;
        log.debug("Cannot {} yet", what, failure);
        if (pause.equals(LONGEST_PAUSE) && !message.equals(warned)) {
            log.warn("Handrail cannot {} yet and keeps trying: {}", what, message);
            warned = message;
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
