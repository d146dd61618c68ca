package dev.handrail.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads what the machine has spent so far. */
final class Meter {

    private static final double MILLIS_PER_TICK = 10;

    private final Postgres postgres;
    private final ProcessTree temporal;
    private final List<? extends Side> sides;

    Meter(Postgres postgres, ProcessTree temporal, List<? extends Side> sides) {
        this.postgres = postgres;
        this.temporal = temporal;
        this.sides = List.copyOf(sides);
    }

    /**
     * What is exact at any moment.
     *
     * @param cpuMillis CPU by program; the sides' programs as {@code side/program}
     * @param machineMillis CPU of everything on this machine
     */
    record Spent(long nanos, Map<String, Double> cpuMillis, double machineMillis, long walBytes) {}

    /** What Postgres' processes report only every now and then: see {@link Load#SETTLE}. */
    record Counted(Map<String, Long> commits, long walSyncs) {}

    Spent spent() throws IOException, SQLException {
        Map<String, Double> cpu = new LinkedHashMap<>();
        cpu.put("temporal", temporal.cpuMillis());
        cpu.put("postgres", postgres.tree().cpuMillis());
        for (Side side : sides) {
            for (Map.Entry<String, ProcessTree> program : side.programs().entrySet()) {
                cpu.put(side.name() + "/" + program.getKey(), program.getValue().cpuMillis());
            }
        }
        cpu.put(
                "bench",
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e6);
        return new Spent(System.nanoTime(), cpu, machineMillis(), postgres.walBytes());
    }

    Counted counted() throws SQLException {
        return new Counted(postgres.commits(), postgres.walSyncs());
    }

    /** First line of /proc/stat: user, nice, system, idle, iowait, irq, softirq; steal and guests left out. */
    private static double machineMillis() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
            String[] fields = lines.findFirst().orElseThrow().split(" +");
            long ticks = 0;
            for (int field : new int[] {1, 2, 3, 6, 7}) {
                ticks += Long.parseLong(fields[field]);
            }
            return ticks * MILLIS_PER_TICK;
        }
    }
}
