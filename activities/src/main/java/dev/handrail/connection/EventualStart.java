package dev.handrail.connection;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Does something once when the program starts, in the background, however long the server that it needs stays away.
 */
public abstract class EventualStart implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EventualStart.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final String what;
    private volatile CountDownLatch done = new CountDownLatch(1);
    private volatile @Nullable Thread thread;
    private volatile @Nullable String problem = "not started";
    private @Nullable String warned;

    /** @param what completes the sentence "Handrail cannot … yet" */
    protected EventualStart(String what) {
        this.what = what;
    }

    /** One try; an exception means "not yet". */
    protected abstract void attempt() throws Exception;

    /** Why it is not done; null once it is. */
    public @Nullable String problem() {
        return problem;
    }

    /** Waits until it is done. */
    public final void await() throws InterruptedException {
        done.await();
    }

    @Override
    public final void start() {
        problem = "not tried yet";
        thread = Thread.ofVirtual().name(what).start(this::insist);
    }

    /** Gives up, if it is not done; returns when no try is under way any more. */
    @Override
    public void stop() {
        Thread started = thread;
        thread = null;
        if (started == null) {
            return;
        }
        started.interrupt();
        try {
            started.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        done = new CountDownLatch(1);
        problem = "stopped";
    }

    @Override
    public final boolean isRunning() {
        return thread != null;
    }

    private void insist() {
        Duration pause = FIRST_PAUSE;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                attempt();
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
