package dev.handrail.api.temporal;

import dev.handrail.api.problem.Problem;
import dev.handrail.api.problem.ProblemException;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowUpdateHandle;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Temporal with a deadline for every call. While it is away calls fail at once, but for one a second that finds out
 * whether it is back.
 */
public final class Temporal implements AutoCloseable {

    /** Most that a caller waits to hear that Temporal is away. */
    public static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final WorkflowClient client;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("temporal-deadlines").factory());
    private final AtomicLong awayUntil = new AtomicLong(System.nanoTime());

    public Temporal(WorkflowClient client) {
        this.client = client;
    }

    public WorkflowClient client() {
        return client;
    }

    /** No answer within the time that was given; what was asked may still happen. */
    public static final class Unanswered extends ProblemException {

        private Unanswered() {
            super(Problem.away(
                    "temporal_unavailable",
                    "Temporal did not answer in time; send it again shortly, sending it twice has the effect of once"));
        }
    }

    /**
     * @throws Unanswered when there is no answer within the time
     * @throws ProblemException 503 {@code temporal_unavailable} when Temporal cannot be reached
     */
    @SuppressWarnings("NullAway") // what the call answers is what is answered
    public <T> T within(Duration limit, Callable<T> call) {
        if (System.nanoTime() - awayUntil.get() < 0) {
            throw away();
        }
        Context.CancellableContext context =
                Context.current().withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS, deadlines);
        try {
            return context.call(call);
        } catch (ProblemException e) {
            throw e;
        } catch (Exception e) {
            throw translate(e);
        } finally {
            context.cancel(null);
        }
    }

    public void within(Duration limit, Runnable call) {
        within(limit, () -> {
            call.run();
            return true;
        });
    }

    /**
     * The answer of an update, which the workflow may take its time for.
     *
     * @param send sends it and returns once it is accepted
     * @throws Unanswered when there is no answer within the time; the update goes on
     */
    public <T> T answer(Duration limit, Callable<WorkflowUpdateHandle<T>> send) {
        long end = System.nanoTime() + limit.toNanos();
        WorkflowUpdateHandle<T> update = within(limit, send);
        long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
        try {
            return update.getResultAsync(left, TimeUnit.MILLISECONDS).get(left, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new Unanswered();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof TimeoutException) {
                throw new Unanswered();
            }
            throw translate(cause instanceof Exception known ? known : e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unanswered();
        }
    }

    private RuntimeException translate(Exception failure) {
        Status status = status(failure);
        if (status != null) {
            switch (status.getCode()) {
                case UNAVAILABLE -> {
                    awayUntil.set(System.nanoTime() + PAUSE.toNanos());
                    return away();
                }
                case DEADLINE_EXCEEDED, CANCELLED, RESOURCE_EXHAUSTED -> {
                    return new Unanswered();
                }
                default -> {
                    return unchecked(failure);
                }
            }
        }
        return unchecked(failure);
    }

    private static RuntimeException unchecked(Exception failure) {
        return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
    }

    private static @Nullable Status status(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StatusRuntimeException grpc) {
                return grpc.getStatus();
            }
        }
        return null;
    }

    private static ProblemException away() {
        return Problem.away(
                        "temporal_unavailable",
                        "Temporal cannot be reached; nothing was started, send it again shortly")
                .toException();
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
    }
}
