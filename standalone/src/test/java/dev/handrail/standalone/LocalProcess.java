package dev.handrail.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Handrail as {@code ./handrail up} starts it: a process of its own with a home of its own. */
final class LocalProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final JsonMapper JSON = new JsonMapper();

    private final Path home;
    private final Path log;
    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();

    private LocalProcess(Path home, Path log, Process process) {
        this.home = home;
        this.log = log;
        this.process = process;
    }

    static LocalProcess start(Path home, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Dsun.net.http.retryPost=false",
                "-cp",
                System.getProperty("java.class.path"),
                Standalone.class.getName()));
        command.addAll(Arrays.asList(arguments));
        Files.createDirectories(home);
        Path log = Files.createTempFile(home, "process", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TEMPORAL_") || name.startsWith("HANDRAIL_"));
        builder.environment().put("HANDRAIL_HOME", home.toString());
        builder.environment().put("HANDRAIL_CACHE", cache().toString());
        builder.environment().putAll(environment);
        return new LocalProcess(home, log, builder.start());
    }

    /** Unpacked once for all tests. */
    private static Path cache() {
        return Path.of("target", "postgres-cache").toAbsolutePath();
    }

    /** The folder with the {@code temporal} command: the one {@code ./handrail test} puts on the path. */
    static Path temporalCommand() {
        String path = System.getenv().getOrDefault("PATH", "")
                + File.pathSeparator
                + Path.of("..", ".handrail", "bin").toAbsolutePath().normalize();
        return Arrays.stream(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, "temporal"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "This test needs the temporal command; get it with: ./handrail install-temporal"));
    }

    LocalProcess awaitUp() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isUp()) {
            assertThat(process.isAlive()).as("%s", Files.readString(log)).isTrue();
            assertThat(System.nanoTime()).as("%s", Files.readString(log)).isLessThan(deadline);
            process.waitFor(100, TimeUnit.MILLISECONDS);
        }
        return this;
    }

    private boolean isUp() throws IOException, InterruptedException {
        if (!Files.exists(home.resolve("instance.json")) || !Files.exists(adminKey())) {
            return false;
        }
        JsonNode instance = instance();
        if (instance.path("pid").asLong() != process.pid()) {
            return false;
        }
        try {
            return get("/health", "").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    JsonNode instance() throws IOException {
        return JSON.readTree(Files.readString(home.resolve("instance.json")));
    }

    HttpResponse<String> get(String path, String key) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(instance().path("url").asString() + path));
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String key, String type, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(instance().path("url").asString() + path))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    Path adminKey() {
        return home.resolve("keys").resolve("admin");
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    long pidOf(String child) throws IOException {
        return Long.parseLong(
                Files.readString(home.resolve("run").resolve(child + ".pid")).strip());
    }

    /** As a power cut: nothing is tidied up. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** As Ctrl-C. */
    int stop() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    int awaitExit() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        stop();
        ChildProcess.endLeftovers(new Home(home));
    }
}
