package dev.handrail.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/** A Postgres of our own in the home folder, reachable from this machine with the password in {@code keys/postgres}. */
final class PostgresServer implements AutoCloseable {

    static final String USER = "handrail";
    private static final String DATABASE = "handrail";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private final ChildProcess process;

    private PostgresServer(ChildProcess process) {
        this.process = process;
    }

    static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, DATABASE);
    }

    /** Returns when it takes connections; what an earlier run committed is there. */
    static PostgresServer start(Home home, Path cache, int port) throws IOException, InterruptedException {
        home.secret("postgres");
        PostgresBinaries binaries = PostgresBinaries.unpack(cache);
        Path data = home.folder().resolve("postgres");
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            create(home, binaries, data);
        }
        ChildProcess.Program program =
                new ChildProcess.Program("postgres", binaries.command("postgres", arguments(data, port)));
        Path pidFile = data.resolve("postmaster.pid");
        ChildProcess.endLeftover(home, pidFile);
        ChildProcess process = ChildProcess.start(home, program);
        process.superviseOnce(() -> isReady(pidFile), START_TIMEOUT);
        return new PostgresServer(process);
    }

    @Override
    public void close() {
        process.close();
    }

    private static List<String> arguments(Path data, int port) {
        return List.of(
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "shared_buffers=64MB",
                "-c",
                "log_min_messages=warning",
                "-c",
                "jit=off");
    }

    private static void create(Home home, PostgresBinaries binaries, Path data)
            throws IOException, InterruptedException {
        Path draft = data.resolveSibling("postgres.new");
        PostgresBinaries.delete(draft);
        List<String> arguments = List.of(
                "-D",
                draft.toString(),
                "-U",
                USER,
                "-A",
                "scram-sha-256",
                "--pwfile",
                home.secretFile("postgres").toString(),
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync",
                "--no-instructions");
        run(home, binaries.command("initdb", arguments), "");
        run(
                home,
                binaries.command("postgres", List.of("--single", "-F", "-D", draft.toString(), "postgres")),
                "CREATE DATABASE %s;\n".formatted(DATABASE));
        Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void run(Home home, List<String> command, String input) throws IOException, InterruptedException {
        Path log = home.log("postgres");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try (var words = process.outputWriter()) {
            words.write(input);
        }
        if (process.waitFor() != 0) {
            throw new IOException("Postgres could not make its data folder. The end of %s:%n%s"
                    .formatted(log, ChildProcess.tail(log)));
        }
    }

    /** The eighth line of {@code postmaster.pid} is what {@code pg_ctl -w} waits for. */
    private static boolean isReady(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return false;
        }
        List<String> lines = Files.readAllLines(pidFile);
        return lines.size() > 7 && lines.get(7).strip().equals("ready");
    }
}
