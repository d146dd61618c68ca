package dev.handrail.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.api.Requests.Answer;
import dev.handrail.call.Role;
import dev.handrail.credential.ApiKeys;
import dev.handrail.credential.Tenants;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;

/** The program as it is shipped, with nothing around it at first. */
class ApiApplicationIT {

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Answer eventually(int status, Requests requests, String path) {
        Instant end = Instant.now().plusSeconds(60);
        Answer answer = requests.get(path);
        while (answer.status() != status && Instant.now().isBefore(end)) {
            answer = requests.get(path);
        }
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer;
    }

    /** The pool tries again by itself, some seconds after its last failure. */
    private static void onceThePoolHasNoticed(Runnable work) {
        Instant end = Instant.now().plusSeconds(60);
        while (true) {
            try {
                work.run();
                return;
            } catch (CannotGetJdbcConnectionException | CannotCreateTransactionException e) {
                if (Instant.now().isAfter(end)) {
                    throw e;
                }
            }
        }
    }

    @Test
    void startsWithNothingAroundItAndWorksOncePostgresComes() throws Exception {
        int port = freePort();
        try (ConfigurableApplicationContext program = SpringApplication.run(
                ApiApplication.class,
                "--server.port=0",
                "--logging.level.root=warn",
                "--handrail.database.url=jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port),
                "--handrail.database.user=postgres",
                "--temporal.address=127.0.0.1:" + freePort())) {
            String address = "http://127.0.0.1:"
                    + ((WebServerApplicationContext) program).getWebServer().getPort();
            Answer health = new Requests(address, null).get("/health");
            assertThat(health.status()).isEqualTo(503);
            assertThat(health.json().at("/parts/database").asString()).isEqualTo("does not answer");

            try (EmbeddedPostgres ignored =
                    EmbeddedPostgres.builder().setPort(port).start()) {
                eventually(401, new Requests(address, "hr_nobody_knows_this_key_at_all"), "/api/leads");
                program.getBean(dev.handrail.connection.Migrations.class).await();
                onceThePoolHasNoticed(() -> program.getBean(Tenants.class).create("acme"));
                String key = program.getBean(ApiKeys.class)
                        .issue("acme", Set.of(Role.ADMIN), "root", "test", null)
                        .key();
                Requests admin = new Requests(address, key);
                eventually(200, admin, "/api/leads");
                assertThat(admin.get("/api/audit").text()).contains("credential_issued");
                assertThat(admin.get("/api/audit/export").text()).contains("credential_issued");
                assertThat(admin.get("/health/crm").status()).isEqualTo(200);
                Answer refused = admin.post("/api/leads", Leads.lead(Leads.newId()));
                assertThat(refused.field("code")).isEqualTo("temporal_unavailable");
            }
        }
    }
}
