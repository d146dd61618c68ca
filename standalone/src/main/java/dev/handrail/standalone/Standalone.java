package dev.handrail.standalone;

import dev.handrail.codec.Keysets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.BeansException;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.core.NestedExceptionUtils;

/**
 * Everything in one process. Postgres, Temporal and Spring start side by side: the programs wait for their servers
 * anyway. They stop one after the other: the api, the worker, Temporal, Postgres.
 */
final class Standalone implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Standalone.class);

    /** Exit code when another process runs in this home. */
    private static final int ALREADY_RUNNING = 3;

    private static final Duration REHEARSAL_TIMEOUT = Duration.ofMinutes(5);

    private final Home home;
    private final Ports ports;
    private final TemporalServer temporal;
    private final Map<String, String> environment;
    private @Nullable PostgresServer postgres;
    private @Nullable ConfigurableApplicationContext context;

    private Standalone(Home home, Ports ports, Map<String, String> environment) {
        this.home = home;
        this.ports = ports;
        this.environment = environment;
        this.temporal = TemporalServer.choose(home, ports, environment);
    }

    static void main(String[] words) throws Exception {
        Arguments arguments = Arguments.parse(words);
        Map<String, String> environment = System.getenv();
        Home home = Home.open(environment);
        if (!home.claim()) {
            System.err.println("Handrail is already running in " + home.folder());
            System.exit(ALREADY_RUNNING);
        }
        ChildProcess.endLeftovers(home);
        Standalone standalone;
        try {
            standalone = new Standalone(home, Ports.choose(home, arguments.port()), environment);
        } catch (Ports.PortTaken | TemporalServer.WorkLeftBehind e) {
            System.err.println(e.getMessage());
            System.exit(1);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(standalone::close, "stop"));
        try {
            standalone.start();
            if (arguments.rehearsal()) {
                standalone.awaitWork();
                System.exit(0);
            }
        } catch (IOException | RuntimeException e) {
            Throwable why = e instanceof BeansException ? NestedExceptionUtils.getMostSpecificCause(e) : e;
            System.err.println("Handrail could not start. " + why.getMessage());
            System.exit(1);
        }
    }

    private void start() throws IOException, InterruptedException {
        new Instance(
                        ProcessHandle.current().pid(),
                        url(),
                        temporal.address(),
                        temporal.ui(),
                        ownDatabase() ? ports.postgres() : null,
                        temporal.durable(),
                        Instant.now().toString())
                .write(home);
        try (ExecutorService servers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> starting = new ArrayList<>();
            if (ownDatabase()) {
                starting.add(servers.submit(() -> {
                    PostgresServer started = PostgresServer.start(home, cache(), ports.postgres());
                    synchronized (this) {
                        postgres = started;
                    }
                    return started;
                }));
            }
            starting.add(servers.submit(() -> {
                temporal.start();
                return temporal;
            }));
            ConfigurableApplicationContext started = new SpringApplicationBuilder(StandaloneApplication.class)
                    .properties("spring.config.name=application,standalone")
                    .registerShutdownHook(false)
                    .beanNameGenerator(FullyQualifiedAnnotationBeanNameGenerator.INSTANCE)
                    .run(springArguments());
            synchronized (this) {
                context = started;
            }
            for (Future<?> server : starting) {
                server.get();
            }
            if (!temporal.durable()) {
                log.warn("Temporal runs inside this process: nothing that is under way survives a restart, and there is"
                        + " no Web UI. For the real one: ./handrail install-temporal");
            }
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(String.valueOf(cause.getMessage()), cause);
        }
    }

    @Override
    public synchronized void close() {
        if (context != null) {
            context.close();
        }
        temporal.close();
        if (postgres != null) {
            postgres.close();
        }
        try {
            Instance.forget(home);
        } catch (IOException e) {
            System.err.println("Could not delete " + home.instance());
        }
    }

    private String[] springArguments() throws IOException {
        List<String> settings = new ArrayList<>(List.of(
                "--server.port=" + ports.http(),
                "--temporal.address=" + temporal.address(),
                "--handrail.admin-key-file=" + home.secretFile("admin"),
                "--logging.register-shutdown-hook=false"));
        if (environment.getOrDefault("HANDRAIL_KEYSET", "").isBlank()) {
            Path keyset = home.secretFile("keyset.json");
            Keysets.loadOrGenerate(keyset);
            settings.add("--handrail.keyset=" + keyset);
        }
        if (temporal.ui() != null) {
            settings.add("--handrail.temporal-ui=" + temporal.ui());
        }
        if (ownDatabase()) {
            settings.add("--handrail.database.url=" + PostgresServer.url(ports.postgres()));
            settings.add("--handrail.database.user=" + PostgresServer.USER);
            settings.add("--handrail.database.password=" + home.secret("postgres"));
        }
        return settings.toArray(String[]::new);
    }

    private boolean ownDatabase() {
        return environment.getOrDefault("HANDRAIL_DATABASE_URL", "").isBlank();
    }

    /** Where what is the same for every home is unpacked. */
    private Path cache() {
        String given = environment.getOrDefault("HANDRAIL_CACHE", "");
        return given.isBlank() ? home.folder().resolve("cache") : Path.of(given);
    }

    private void awaitWork() throws IOException, InterruptedException {
        HttpRequest health = HttpRequest.newBuilder(URI.create(url() + "/health"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long deadline = System.nanoTime() + REHEARSAL_TIMEOUT.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(health, HttpResponse.BodyHandlers.ofString());
            while (answer.statusCode() != 200) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("The rehearsal takes no work: " + answer.body());
                }
                Thread.sleep(50);
                answer = client.send(health, HttpResponse.BodyHandlers.ofString());
            }
        }
    }

    private String url() {
        return "http://127.0.0.1:" + ports.http();
    }

    /**
     * @param port asked for; null for any
     * @param rehearsal stop as soon as it works: for the JVM to learn what a start needs
     */
    private record Arguments(@Nullable Integer port, boolean rehearsal) {

        static Arguments parse(String[] words) {
            Integer port = null;
            boolean rehearsal = false;
            for (String word : words) {
                if (word.startsWith("--port=")) {
                    port = Integer.valueOf(word.substring("--port=".length()));
                } else if (word.equals("--rehearse")) {
                    rehearsal = true;
                } else {
                    throw new IllegalArgumentException("Unknown argument: " + word);
                }
            }
            return new Arguments(port, rehearsal);
        }
    }
}
