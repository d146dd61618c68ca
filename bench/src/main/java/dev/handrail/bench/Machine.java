package dev.handrail.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;

/** Where figures come from. */
record Machine(
        String cpu,
        int cores,
        long memoryGigabytes,
        String kernel,
        String java,
        String postgres,
        String temporal,
        String commit) {

    static Machine here(Postgres postgres) throws IOException, SQLException {
        return new Machine(
                field("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                Math.round(Long.parseLong(field("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) * 1024 / 1e9),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                Runtime.version().toString(),
                postgres.version(),
                System.getProperty("bench.temporal.version"),
                System.getProperty("bench.commit"));
    }

    String text() {
        return "%d cores (%s), %d GB, %s, JDK %s, Postgres %s with fsync, Temporal %s, commit %s"
                .formatted(cores, cpu, memoryGigabytes, kernel, java, postgres, temporal, commit);
    }

    private static String field(String file, String name) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("0");
        }
    }
}
