package dev.handrail.worker;

import dev.handrail.presence.WorkerPresence;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes at once and every few seconds that a worker takes work, while it does. */
final class Announcement implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Announcement.class);

    private final BooleanSupplier takesWork;
    private final Runnable note;
    private final Runnable leave;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("presence").factory());
    private final ScheduledFuture<?> notes;

    /**
     * @param note may fail: the next one is made nevertheless
     * @param leave takes notes back, the one of an earlier run too
     */
    Announcement(BooleanSupplier takesWork, Runnable note, Runnable leave) {
        this.takesWork = takesWork;
        this.note = note;
        this.leave = leave;
        timer.execute(this::takeBack);
        this.notes =
                timer.scheduleWithFixedDelay(this::announce, 0, WorkerPresence.EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void announce() {
        if (takesWork.getAsBoolean()) {
            attempt("note that this worker takes work", note);
        }
    }

    /** No note comes after this one is taken back. */
    @Override
    public void close() {
        notes.cancel(false);
        timer.close();
        takeBack();
    }

    private void takeBack() {
        attempt("take back that this worker takes work", leave);
    }

    private static void attempt(String what, Runnable change) {
        try {
            change.run();
        } catch (RuntimeException e) {
            log.debug("Could not {}", what, e);
        }
    }
}
