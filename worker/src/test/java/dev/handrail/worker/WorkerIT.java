package dev.handrail.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.presence.WorkerPresence;
import dev.handrail.temporal.TaskQueue;
import io.temporal.testserver.TestServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The worker program against a Postgres and a Temporal that come late. */
class WorkerIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void startsWithoutItsServersAndTakesWorkOnceTheyAreThere() throws Exception {
        int postgresPort = freePort();
        int temporalPort = freePort();
        int port = freePort();
        try (ConfigurableApplicationContext context = start(port, postgresPort, temporalPort)) {
            HttpResponse<String> away = get(port, "/health");
            assertThat(away.statusCode()).isEqualTo(503);
            assertThat(context.getBean(RunningWorker.class).problem()).isNotNull();

            try (EmbeddedPostgres postgres =
                            EmbeddedPostgres.builder().setPort(postgresPort).start();
                    TestServer.PortBoundTestServer temporal = TestServer.createPortBoundServer(temporalPort, true)) {
                await(port, "/health", "\"worker\":{\"status\":\"UP\"}");
                await(port, "/metrics", "temporal_worker_start");
                assertThat(get(port, "/health").statusCode()).isEqualTo(200);
                WorkerPresence presence = new WorkerPresence(JdbcClient.create(postgres.getPostgresDatabase()));
                await(() -> presence.anyone(TaskQueue.NAME), "the worker notes its presence");
                context.close();
                assertThat(presence.anyone(TaskQueue.NAME)).isFalse();
            }
        }
    }

    @Test
    void saysWhatItLacks() throws Exception {
        int port = freePort();
        try (ConfigurableApplicationContext context = start(port, freePort(), freePort())) {
            assertThat(context.isRunning()).isTrue();
            assertThat(get(port, "/health").body()).contains("refused");
        }
    }

    private static ConfigurableApplicationContext start(int port, int postgresPort, int temporalPort) {
        return new SpringApplicationBuilder(WorkerApplication.class)
                .properties("spring.config.name=worker")
                .run(
                        "--server.port=" + port,
                        "--temporal.address=127.0.0.1:" + temporalPort,
                        "--handrail.database.url=jdbc:postgresql://127.0.0.1:%d/postgres".formatted(postgresPort),
                        "--handrail.database.user=postgres");
    }

    private void await(int port, String path, String part) throws Exception {
        await(() -> get(port, path).body().contains(part), path + " says " + part);
    }

    private static void await(Callable<Boolean> condition, String what) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:%d%s".formatted(port, path));
        return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
