package dev.handrail.standalone;

import io.temporal.testserver.TestServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The Temporal that an instance works with. */
sealed interface TemporalServer extends AutoCloseable {

    String address();

    /** Null when it has no Web UI that we know of. */
    @Nullable
    String ui();

    /** Whether work under way survives a restart. */
    default boolean durable() {
        return true;
    }

    /** Starts what there is to start; returns once it takes connections. */
    void start() throws IOException, InterruptedException;

    @Override
    void close();

    /**
     * The one at {@code TEMPORAL_ADDRESS}; else the {@code temporal} command with a database file; else the one in this
     * JVM, also when {@code HANDRAIL_TEMPORAL} is {@code in-jvm}.
     */
    static TemporalServer choose(Home home, Ports ports, Map<String, String> environment) {
        String address = environment.getOrDefault("TEMPORAL_ADDRESS", "");
        if (!address.isBlank()) {
            return new External(address);
        }
        if ("in-jvm".equals(environment.get("HANDRAIL_TEMPORAL"))) {
            return new InJvm(ports.temporal());
        }
        Optional<Path> command = command(home, environment.getOrDefault("PATH", ""));
        if (command.isEmpty() && Files.exists(home.folder().resolve(DATABASE))) {
            throw new WorkLeftBehind(home.folder().resolve(DATABASE));
        }
        return command.<TemporalServer>map(found -> new Command(home, ports, found))
                .orElseGet(() -> new InJvm(ports.temporal()));
    }

    private static Optional<Path> command(Home home, String path) {
        return Stream.concat(
                        Stream.of(path.split(File.pathSeparator)).filter(folder -> !folder.isBlank()),
                        Stream.of(home.folder().resolve("bin").toString()))
                .map(folder -> Path.of(folder, "temporal"))
                .filter(Files::isRegularFile)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** File that the {@code temporal} command keeps its work in. */
    String DATABASE = "temporal.db";

    /** Earlier work is in a file that only the {@code temporal} command can go on with. */
    final class WorkLeftBehind extends RuntimeException {

        private WorkLeftBehind(Path file) {
            super("""
                    Work of an earlier run is in %s, and the temporal command that goes on with it is not on the PATH.
                    Get it with ./handrail install-temporal, or put it on the PATH. To start without that work: HANDRAIL_TEMPORAL=in-jvm""".formatted(file));
        }
    }

    /** Runs elsewhere. */
    record External(String address) implements TemporalServer {

        @Override
        public @Nullable String ui() {
            return null;
        }

        @Override
        public void start() {}

        @Override
        public void close() {}
    }

    /** {@code temporal server start-dev} with a file, beside this process. */
    final class Command implements TemporalServer {

        private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

        private final Home home;
        private final Ports ports;
        private final Path executable;
        private @Nullable ChildProcess process;

        Command(Home home, Ports ports, Path executable) {
            this.home = home;
            this.ports = ports;
            this.executable = executable;
        }

        @Override
        public String address() {
            return "127.0.0.1:" + ports.temporal();
        }

        @Override
        public String ui() {
            return "http://127.0.0.1:" + ports.temporalUi();
        }

        @Override
        public void start() throws IOException, InterruptedException {
            Path file = home.folder().resolve(DATABASE);
            List<String> command = new ArrayList<>(List.of(
                    executable.toString(),
                    "server",
                    "start-dev",
                    "--db-filename",
                    file.toString(),
                    "--ip",
                    "127.0.0.1",
                    "--port",
                    Integer.toString(ports.temporal()),
                    "--ui-port",
                    Integer.toString(ports.temporalUi()),
                    "--log-level",
                    "error"));
            PRAGMAS.forEach(pragma -> command.addAll(List.of("--sqlite-pragma", pragma)));
            DYNAMIC_CONFIG.forEach(setting -> command.addAll(List.of("--dynamic-config-value", setting)));
            ChildProcess.Program program = new ChildProcess.Program("temporal", command);
            ChildProcess started = ChildProcess.start(home, program);
            process = started;
            started.superviseOnce(this::takesConnections, START_TIMEOUT);
        }

        @Override
        public void close() {
            if (process != null) {
                process.close();
            }
        }

        private boolean takesConnections() {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.temporal()), 500);
                return true;
            } catch (IOException e) {
                return false;
            }
        }
    }

    /** Temporal's test server, in this JVM: quick, but it forgets everything when it ends. */
    final class InJvm implements TemporalServer {

        private final int port;
        private TestServer.@Nullable PortBoundTestServer server;

        InJvm(int port) {
            this.port = port;
        }

        @Override
        public String address() {
            return "127.0.0.1:" + port;
        }

        @Override
        public @Nullable String ui() {
            return null;
        }

        @Override
        public boolean durable() {
            return false;
        }

        @Override
        public void start() {
            server = TestServer.createPortBoundServer(port, true);
        }

        @Override
        public void close() {
            if (server != null) {
                server.close();
            }
        }
    }

    /**
     * Halves the CPU a lead costs Temporal (151 to 76 ms) and its writes. Whatever is killed, nothing is lost; a power cut
     * may lose the last moments, which a development server does not promise to keep anyway.
     */
    List<String> PRAGMAS = List.of("journal_mode=WAL", "synchronous=NORMAL");

    /** Eager start saves a round trip for each activity. */
    List<String> DYNAMIC_CONFIG = List.of("system.enableActivityEagerExecution=true");
}
