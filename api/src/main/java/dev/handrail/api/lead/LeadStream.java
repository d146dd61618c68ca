package dev.handrail.api.lead;

import dev.handrail.api.ApiProperties;
import dev.handrail.api.correlation.Correlation;
import dev.handrail.api.problem.FailureProblems;
import dev.handrail.api.problem.Problem;
import dev.handrail.api.problem.ProblemException;
import dev.handrail.api.request.RequestBodies;
import dev.handrail.api.security.Caller;
import dev.handrail.lead.GroundedLead;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.MDC;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes in many leads, one a line. A window of lines is under way at a time; results come in the order of the lines, once
 * all lines are read: most clients read nothing before they have sent everything, and a server that cannot get rid of
 * its answer gives up after a minute. Memory holds the window, however many lines there are.
 */
@Component
class LeadStream {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final LeadIntake intake;
    private final int longestLine;
    private final int window;
    private final Duration patience;

    LeadStream(LeadIntake intake, ApiProperties properties) {
        this.intake = intake;
        this.longestLine = properties.maxBodyBytes();
        this.window = properties.linesAtOnce();
        this.patience = properties.linePatience();
    }

    void process(Caller caller, InputStream in, OutputStream out) throws IOException, InterruptedException {
        try (ResultSpool results = new ResultSpool();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            String correlation = Correlation.current();
            Semaphore room = new Semaphore(window);
            BlockingQueue<Future<Optional<LeadLine>>> underWay = new LinkedBlockingQueue<>();
            Future<?> collected = threads.submit(() -> collect(underWay, room, results));
            try {
                LineReader lines = new LineReader(in, longestLine);
                for (Optional<LineReader.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                    LineReader.Line current = line.get();
                    if (!current.isBlank()) {
                        awaitRoom(room, collected);
                        underWay.add(threads.submit(() -> Optional.of(take(caller, current, correlation))));
                    }
                }
            } finally {
                underWay.add(CompletableFuture.completedFuture(Optional.empty()));
            }
            requireAll(collected);
            results.copyTo(out);
        }
    }

    private static void awaitRoom(Semaphore room, Future<?> collected) throws IOException, InterruptedException {
        while (!room.tryAcquire(1, TimeUnit.SECONDS)) {
            if (collected.isDone()) {
                requireAll(collected);
            }
        }
    }

    /** @throws IOException when results could not be kept, as on a full disk */
    private static void requireAll(Future<?> collected) throws IOException, InterruptedException {
        try {
            collected.get();
        } catch (ExecutionException e) {
            throw new IOException("The results of the lines could not be kept", e.getCause());
        }
    }

    private LeadLine take(Caller caller, LineReader.Line line, String correlation) {
        String leadId = null;
        try (MDC.MDCCloseable ignored = MDC.putCloseable(Correlation.KEY, correlation)) {
            if (line.tooLong()) {
                return LeadLine.refused(
                        line.number(),
                        null,
                        Problem.of(
                                413,
                                "too_large",
                                "The line is longer than %d bytes; shorten it".formatted(longestLine)));
            }
            GroundedLead lead = RequestBodies.read(line.bytes(), GroundedLead.class);
            leadId = lead.leadId();
            return LeadLine.accepted(line.number(), submitPatiently(caller, lead));
        } catch (RuntimeException e) {
            return LeadLine.refused(line.number(), leadId, FailureProblems.of(e));
        }
    }

    /** A stream waits for a server that is busy or away, as long as its sender would; a lead sent twice is one lead. */
    private LeadIntake.Accepted submitPatiently(Caller caller, GroundedLead lead) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return intake.submit(caller, lead);
            } catch (ProblemException e) {
                if (e.problem().status() != HttpStatus.SERVICE_UNAVAILABLE.value() || System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private static Void collect(BlockingQueue<Future<Optional<LeadLine>>> underWay, Semaphore room, ResultSpool results)
            throws IOException, InterruptedException, ExecutionException {
        long accepted = 0;
        long refused = 0;
        for (Optional<LeadLine> line = underWay.take().get();
                line.isPresent();
                line = underWay.take().get()) {
            room.release();
            if (line.get().isAccepted()) {
                accepted++;
            } else {
                refused++;
            }
            results.append(json(line.get()));
        }
        results.append(json(new java.util.TreeMap<>(Map.of("accepted", accepted, "refused", refused))));
        return null;
    }

    private static byte[] json(Object value) {
        return (JSON.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
