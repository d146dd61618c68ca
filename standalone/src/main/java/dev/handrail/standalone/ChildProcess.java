package dev.handrail.standalone;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that runs beside this process. It is started again when it dies.
 */
final class ChildProcess implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ChildProcess.class);
    private static final String PID_SUFFIX = ".pid";

    /** On it, Postgres does not wait for its clients to leave. */
    private static final String STOP_SIGNAL = "INT";

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(10);
    private static final Duration RESTART_PAUSE = Duration.ofMillis(500);

    /**
     * @param name of its log and pid file
     * @param command names a path in the home folder, by which a later run knows that the process is ours
     */
    record Program(String name, List<String> command) {}

    /** Whether it does its work; asked again and again. */
    @FunctionalInterface
    interface Readiness {
        boolean isReady() throws IOException;
    }

    private final Home home;
    private final Program program;
    private final Object turn = new Object();
    private @Nullable Process process;
    private boolean closing;

    private ChildProcess(Home home, Program program) {
        this.home = home;
        this.program = program;
    }

    /** Starts it; it is watched over once {@link #superviseOnce} has seen it ready. */
    static ChildProcess start(Home home, Program program) throws IOException {
        ChildProcess child = new ChildProcess(home, program);
        child.launch();
        return child;
    }

    /**
     * Waits until it is ready, then starts it again whenever it ends.
     *
     * @throws IOException when it ends before or takes too long; with the end of its log
     */
    void superviseOnce(Readiness ready, Duration timeout) throws IOException, InterruptedException {
        Process first = current();
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!ready.isReady()) {
            if (!first.isAlive() || System.nanoTime() > deadline) {
                Path file = home.log(program.name());
                close();
                throw new IOException(
                        "%s did not start. The end of %s:%n%s".formatted(program.name(), file, tail(file)));
            }
            Thread.sleep(POLL);
        }
        supervise(first);
    }

    /** Ends the processes that an earlier run of this home left over when it was killed. */
    static void endLeftovers(Home home) throws IOException {
        List<Path> pidFiles;
        try (Stream<Path> files = Files.list(home.runFolder())) {
            pidFiles =
                    files.filter(file -> file.toString().endsWith(PID_SUFFIX)).toList();
        }
        for (Path pidFile : pidFiles) {
            endLeftover(home, pidFile);
        }
    }

    /** Ends the process whose pid is in the first line of this file, if it works on this home; removes the file. */
    static void endLeftover(Home home, Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return;
        }
        String pid = Files.readString(pidFile).lines().findFirst().orElse("").strip();
        ours(pid, home).ifPresent(leftover -> {
            log.info("Ending process {}, left over by an earlier run", leftover.pid());
            end(leftover);
        });
        Files.deleteIfExists(pidFile);
    }

    /** The last lines of a log. */
    static String tail(Path log) throws IOException {
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 8), lines.size()));
    }

    /** Stops it; killed when it has not stopped after ten seconds. */
    @Override
    public void close() {
        Process running;
        synchronized (turn) {
            closing = true;
            running = process;
        }
        if (running != null) {
            end(running.toHandle());
        }
        try {
            Files.deleteIfExists(pidFile());
        } catch (IOException e) {
            log.debug("The pid file of {} stays; the next start finds it stale", program.name(), e);
        }
    }

    private Path pidFile() {
        return home.runFolder().resolve(program.name() + PID_SUFFIX);
    }

    private Process launch() throws IOException {
        synchronized (turn) {
            Process started = new ProcessBuilder(program.command())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            home.log(program.name()).toFile()))
                    .start();
            started.getOutputStream().close();
            process = started;
            home.write(pidFile(), started.pid() + "\n");
            return started;
        }
    }

    private Process current() {
        synchronized (turn) {
            if (process == null) {
                throw new IllegalStateException("Not launched");
            }
            return process;
        }
    }

    private void supervise(Process running) {
        Thread.ofVirtual().name(program.name() + "-watch").start(() -> {
            try {
                watch(running);
            } catch (IOException e) {
                log.error("{} cannot be started again; restart Handrail", program.name(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void watch(Process first) throws IOException, InterruptedException {
        Process running = first;
        while (true) {
            int code = running.waitFor();
            synchronized (turn) {
                if (closing) {
                    return;
                }
            }
            log.warn(
                    "{} ended with exit code {} and is started again. Its log: {}",
                    program.name(),
                    code,
                    home.log(program.name()));
            Thread.sleep(RESTART_PAUSE);
            synchronized (turn) {
                if (closing) {
                    return;
                }
                running = launch();
            }
        }
    }

    private static Optional<ProcessHandle> ours(String pid, Home home) {
        if (!pid.matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(pid))
                .filter(ProcessHandle::isAlive)
                .filter(handle -> handle.info().commandLine().orElse("").contains(home.folder() + File.separator));
    }

    private static void end(ProcessHandle handle) {
        CompletableFuture<ProcessHandle> exit = handle.onExit();
        try {
            int sent = new ProcessBuilder("kill", "-" + STOP_SIGNAL, Long.toString(handle.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (sent != 0) {
                handle.destroy();
            }
            exit.get(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | IOException | ExecutionException e) {
            log.warn("Process {} did not stop when asked and is killed", handle.pid());
            handle.destroyForcibly();
            exit.join();
        } catch (InterruptedException e) {
            handle.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
