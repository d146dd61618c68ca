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
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes in many leads, one a line. A window of lines is under way at a time; results come in the order of the lines.
 * Memory holds the window, however many lines there are.
 */
@Component
class LeadStream {

    private static final Logger log = LoggerFactory.getLogger(LeadStream.class);
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
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                ResultSpool results = new ResultSpool()) {
            String correlation = Correlation.current();
            Semaphore room = new Semaphore(window);
            BlockingQueue<Future<Optional<LeadLine>>> underWay = new LinkedBlockingQueue<>();
            Future<?> collected = threads.submit(() -> collect(underWay, room, results));
            Future<?> sent = threads.submit(sending(results, out));
            try {
                LineReader lines = new LineReader(in, longestLine);
                for (Optional<LineReader.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                    LineReader.Line current = line.get();
                    if (!current.isBlank()) {
                        room.acquire();
                        underWay.add(threads.submit(() -> Optional.of(take(caller, current, correlation))));
                    }
                }
            } finally {
                underWay.add(CompletableFuture.completedFuture(Optional.empty()));
                end(collected);
                end(sent);
            }
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
                                400,
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
        try {
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
        } finally {
            results.finish();
        }
    }

    private static Callable<Void> sending(ResultSpool results, OutputStream out) {
        return () -> {
            results.copyTo(out);
            return null;
        };
    }

    private static byte[] json(Object value) {
        return (JSON.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void end(Future<?> work) throws InterruptedException {
        try {
            work.get();
        } catch (ExecutionException e) {
            log.debug("The client went away before it had all results", e.getCause());
        }
    }
}
