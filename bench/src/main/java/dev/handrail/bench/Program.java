package dev.handrail.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A program that the bench started, with whatever it started in turn; closing it ends them all. */
final class Program implements AutoCloseable {

    private static final int STOP_SECONDS = 15;
    private static final int LAST_LINES = 10;
    private static final int LINE_LENGTH = 400;

    private final String name;
    private final Process process;
    private final Path log;

    private Program(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** @param environment added to the bench's own */
    static Program start(Workplace place, String name, List<String> command, Map<String, String> environment)
            throws IOException {
        Path log = place.log(name);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(place.run().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        place.remember(process.pid());
        return new Program(name, process, log);
    }

    ProcessTree tree() {
        return new ProcessTree(process.pid());
    }

    /** @throws IllegalStateException when it has ended, with the last lines it wrote */
    void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    "%s ended with %d; %s says:%n%s".formatted(name, process.exitValue(), log, tail()));
        }
    }

    void awaitSuccess(int seconds) throws IOException, InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            close();
            throw new IllegalStateException("%s took more than %d s; see %s".formatted(name, seconds, log));
        }
        if (process.exitValue() != 0) {
            requireAlive();
        }
    }

    private String tail() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()).stream()
                .map(line -> line.substring(0, Math.min(LINE_LENGTH, line.length())))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    @Override
    public void close() {
        List<ProcessHandle> all = process.toHandle().descendants().toList();
        all.forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        all.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    }
}
