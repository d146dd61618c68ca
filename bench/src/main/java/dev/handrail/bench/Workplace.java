package dev.handrail.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The directories of a bench, {@code .handrail/bench} below the project unless {@code HANDRAIL_HOME} says otherwise.
 *
 * @param project where {@code ./handrail} is
 * @param home kept between runs: programs, results
 */
record Workplace(Path project, Path home) {

    static Workplace open(Path project, Path home) throws IOException {
        Workplace place = new Workplace(project, home);
        deleteTree(place.run());
        Files.createDirectories(place.run().resolve("logs"));
        Files.createDirectories(place.results());
        place.remember(ProcessHandle.current().pid());
        return place;
    }

    /** Of this run only. */
    Path run() {
        return home.resolve("run");
    }

    Path results() {
        return home.resolve("results");
    }

    Path log(String name) {
        return run().resolve("logs").resolve(name + ".log");
    }

    /** Lets {@code bench/run} end this process should the bench itself be killed. */
    void remember(long pid) throws IOException {
        Files.writeString(
                run().resolve("processes"),
                "%d %d%n".formatted(pid, ProcessTree.startTicks(pid)),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private static void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
