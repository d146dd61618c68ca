package dev.handrail.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A process and its descendants as {@code /proc} shows them.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
record ProcessTree(long pid) {

    /** Linux shows times to programs in hundredths of a second (USER_HZ) on every architecture the JDK supports. */
    private static final double MILLIS_PER_TICK = 10;

    /** Positions behind the name in {@code /proc/PID/stat}, where the state is position 0. */
    private static final int USER_TIME = 11;

    private static final int CHILDREN_SYSTEM_TIME = 14;
    private static final int START_TIME = 19;

    /** The generations of the serial collector; what classes use is no heap. */
    private static final Pattern USED = Pattern.compile("(?m)^.*(?:DefNew|Tenured).* used (\\d+)K");

    /** CPU of all of them since they began, those that have ended and were waited for included. */
    double cpuMillis() throws IOException {
        long ticks = 0;
        for (long each : pids().toList()) {
            ticks += ticks(each);
        }
        return ticks * MILLIS_PER_TICK;
    }

    /** Resident memory of all of them, in MB (1,000,000 bytes); pages they share count for each. */
    double residentMegabytes() throws IOException {
        long kibibytes = 0;
        for (long each : pids().toList()) {
            kibibytes += residentKibibytes(each);
        }
        return kibibytes * 1024 / 1e6;
    }

    /** What is left on the heap of the Java program among them after a collection, in MB, as its JVM says. */
    double liveHeapMegabytes() throws IOException, InterruptedException {
        long java = ProcessHandle.of(pid).stream()
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .map(ProcessHandle::pid)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no Java program under process " + pid));
        jcmd(java, "GC.run");
        return USED.matcher(jcmd(java, "GC.heap_info"))
                        .results()
                        .mapToLong(generation -> Long.parseLong(generation.group(1)))
                        .sum()
                * 1024
                / 1e6;
    }

    private static String jcmd(long java, String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(java),
                        command)
                .redirectErrorStream(true)
                .start();
        String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IllegalStateException("jcmd %d %s: %s".formatted(java, command, answer));
        }
        return answer;
    }

    static long startTicks(long pid) throws IOException {
        return afterName(Files.readString(stat(pid))).get(START_TIME);
    }

    static List<Long> afterName(String stat) {
        String fields = stat.substring(stat.lastIndexOf(')') + 2).strip();
        return Stream.of(fields.split(" "))
                .map(field -> field.matches("-?\\d{1,18}") ? Long.parseLong(field) : 0L)
                .toList();
    }

    private Stream<Long> pids() {
        return ProcessHandle.of(pid).stream()
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .map(ProcessHandle::pid);
    }

    private static long ticks(long pid) throws IOException {
        try {
            return afterName(Files.readString(stat(pid))).subList(USER_TIME, CHILDREN_SYSTEM_TIME + 1).stream()
                    .mapToLong(Long::longValue)
                    .sum();
        } catch (IOException e) {
            return zeroIfEnded(pid, e); // its parent's sum of its children has it now
        }
    }

    private static long residentKibibytes(long pid) throws IOException {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            return zeroIfEnded(pid, e);
        }
    }

    private static long zeroIfEnded(long pid, IOException failure) throws IOException {
        if (Files.exists(stat(pid))) {
            throw failure;
        }
        return 0;
    }

    private static Path stat(long pid) {
        return Path.of("/proc", Long.toString(pid), "stat");
    }
}
