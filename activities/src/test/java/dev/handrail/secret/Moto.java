package dev.handrail.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClientBuilder;

/** AWS Secrets Manager as moto serves it, from PyPI, in a process of its own; with the AWS command line tool. */
final class Moto implements AutoCloseable {

    private static final List<String> PACKAGES = List.of("moto[server]==5.2.5", "awscli==1.46.2");
    private static final Path INSTALLED =
            Path.of("target", "python", "moto-5.2.5").toAbsolutePath();
    /** For installing it. */
    static final long MOST_MINUTES = 10;

    private static final Duration STARTS_WITHIN = Duration.ofMinutes(1);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    private final int port;
    private final AtomicInteger calls = new AtomicInteger();
    private Process server;

    private Moto(int port) {
        this.port = port;
    }

    static Moto start() throws IOException, InterruptedException {
        installOnce();
        Moto moto = new Moto(freePort());
        moto.resume();
        return moto;
    }

    /** With nothing stored: moto keeps everything in memory. */
    void resume() throws IOException {
        server = new ProcessBuilder(program("moto_server"), "-H", "127.0.0.1", "-p", String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "moto.log").toFile())
                .start();
        Instant end = Instant.now().plus(STARTS_WITHIN);
        while (!answers()) {
            assertThat(server.isAlive() && Instant.now().isBefore(end))
                    .as("moto's server starts; see target/moto.log")
                    .isTrue();
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        }
    }

    void stop() throws InterruptedException {
        server.destroyForcibly().waitFor();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** What the AWS command line tool needs. */
    Map<String, String> environment() {
        return Map.of(
                "PATH", INSTALLED.resolve("bin") + ":" + System.getenv("PATH"),
                "AWS_ENDPOINT_URL", address().toString(),
                "AWS_DEFAULT_REGION", "eu-central-1",
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test");
    }

    /** A client of its own, whose calls are not counted. */
    SecretsManagerClient client() {
        SecretsManagerClientBuilder builder = SecretsManagerClient.builder();
        configure(builder);
        return builder.build();
    }

    AwsConnection connect(Duration remembered, Clock clock) {
        return AwsConnection.open(
                builder -> {
                    configure(builder);
                    builder.overrideConfiguration(builder.overrideConfiguration().toBuilder()
                            .addExecutionInterceptor(new Counting())
                            .build());
                },
                remembered,
                clock);
    }

    /** Calls of connections, each attempt once. */
    int calls() {
        return calls.get();
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }

    private void configure(SecretsManagerClientBuilder builder) {
        builder.endpointOverride(address())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
    }

    private boolean answers() {
        try (Socket ignored = new Socket("127.0.0.1", port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private final class Counting implements ExecutionInterceptor {

        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            calls.incrementAndGet();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String program(String name) {
        return INSTALLED.resolve("bin").resolve(name).toString();
    }

    private static void installOnce() throws IOException, InterruptedException {
        Path done = INSTALLED.resolve("installed");
        if (Files.exists(done)) {
            return;
        }
        run(List.of("python3", "-m", "venv", INSTALLED.toString()));
        run(List.of(
                program("pip"),
                "install",
                "--quiet",
                "--disable-pip-version-check",
                PACKAGES.getFirst(),
                PACKAGES.getLast()));
        Files.createFile(done);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("moto", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(MOST_MINUTES, TimeUnit.MINUTES);
        process.destroy();
        assertThat(ended && process.exitValue() == 0)
                .as(
                        "This test needs moto from PyPI: python3 with venv, and a way to PyPI. %s said: %s",
                        command, Files.readString(output))
                .isTrue();
    }
}
