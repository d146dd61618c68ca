package dev.handrail.api.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.api.ApiUnderTest;
import dev.handrail.api.Leads;
import dev.handrail.api.Requests;
import dev.handrail.api.Requests.Answer;
import dev.handrail.call.Role;
import dev.handrail.presence.WorkerPresence;
import dev.handrail.temporal.SearchAttributes;
import dev.handrail.temporal.TaskQueue;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwayIT {

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static WorkflowClient temporalAt(int port) {
        return WorkflowClient.newInstance(
                WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                        .setTarget("127.0.0.1:" + port)
                        .build()),
                WorkflowClientOptions.newBuilder()
                        .setDataConverter(ApiUnderTest.CONVERTER)
                        .build());
    }

    private static Answer eventually(int status, Supplier<Answer> request) {
        Instant end = Instant.now().plusSeconds(30);
        Answer answer = request.get();
        while (answer.status() != status && Instant.now().isBefore(end)) {
            answer = request.get();
        }
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer;
    }

    private static void register(int port) {
        OperatorServiceStubs.newServiceStubs(OperatorServiceStubsOptions.newBuilder()
                        .setTarget("127.0.0.1:" + port)
                        .validateAndBuildWithDefaults())
                .blockingStub()
                .addSearchAttributes(AddSearchAttributesRequest.newBuilder()
                        .setNamespace("default")
                        .putSearchAttributes(
                                SearchAttributes.TENANT.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                        .putSearchAttributes(
                                SearchAttributes.LEAD.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                        .build());
    }

    private static void assertUnavailable(Answer answer, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(503);
        assertThat(answer.field("code")).isEqualTo(code);
        assertThat(answer.header("Retry-After")).isNotEmpty();
    }

    @Test
    void startsWithoutTemporalAndRecoversByItself() throws IOException {
        int port = freePort();
        try (ApiUnderTest api = ApiUnderTest.start(ApiUnderTest.postgres(), temporalAt(port))) {
            Requests pipeline = api.as("acme", "feed", Role.PIPELINE, Role.AGENT);
            String id = Leads.newId();

            assertUnavailable(pipeline.post("/api/leads", Leads.lead(id)), "temporal_unavailable");
            assertUnavailable(pipeline.get("/api/leads/" + id), "temporal_unavailable");
            assertUnavailable(
                    pipeline.post("/api/tools/add_note/calls", "{\"arguments\":{\"text\":\"Hi\"}}"),
                    "temporal_unavailable");
            assertThat(pipeline.get("/api/leads").json().path("leads").size()).isZero();
            Answer health = api.withKey(null).get("/health");
            assertUnavailable(health, "not_ready");
            assertThat(health.json().at("/parts/temporal").asString()).isEqualTo("does not answer");
            assertThat(health.json().at("/parts/database").asString()).isEqualTo("up");

            try (TestServer.PortBoundTestServer ignored = TestServer.createPortBoundServer(port)) {
                register(port);
                eventually(202, () -> pipeline.post("/api/leads", Leads.lead(id)));
                api.bean(WorkerPresence.class).note("1@worker", TaskQueue.NAME);
                eventually(200, () -> api.withKey(null).get("/health"));
            }
        }
    }

    @Test
    void isNotReadyWithoutAWorkerOrWithOneThatWasKilled() throws IOException {
        int port = freePort();
        try (TestServer.PortBoundTestServer ignored = TestServer.createPortBoundServer(port);
                ApiUnderTest api = ApiUnderTest.start(ApiUnderTest.postgres(), temporalAt(port))) {
            Supplier<Answer> health = () -> api.withKey(null).get("/health");
            assertThat(health.get().json().at("/parts/worker").asString()).startsWith("no worker was seen");
            api.bean(WorkerPresence.class).note("1@worker", "another queue");
            assertUnavailable(health.get(), "not_ready");

            api.bean(WorkerPresence.class).note("1@worker", TaskQueue.NAME);
            eventually(200, health);

            Answer killed = eventually(503, health);
            assertThat(killed.json().at("/parts/worker").asString()).startsWith("no worker was seen");
        }
    }

    @Test
    void saysThatPostgresIsAwayAndRecoversByItself(@TempDir Path folder) throws IOException {
        int port = freePort();
        Path data = folder.resolve("data");
        try (ApiUnderTest api = ApiUnderTest.start(ApiUnderTest.pool(port), temporalAt(freePort()))) {
            Requests pipeline;
            try (EmbeddedPostgres postgres = postgres(port, data)) {
                ApiUnderTest.migrate(postgres);
                pipeline = api.as("acme", "feed", Role.PIPELINE, Role.AGENT);
                eventually(200, () -> pipeline.get("/api/leads"));
            }

            Answer lines = pipeline.post("/api/leads", Leads.lead(Leads.newId()), "Content-Type", "application/jsonl");
            assertThat(lines.lines().getFirst().path("code").asString()).isEqualTo("database_unavailable");
            assertThat(lines.lines().getFirst().path("status").asInt()).isEqualTo(503);
            assertUnavailable(pipeline.get("/api/leads"), "database_unavailable");
            assertUnavailable(pipeline.post("/api/leads", Leads.lead(Leads.newId())), "database_unavailable");

            try (EmbeddedPostgres ignored = postgres(port, data)) {
                eventually(200, () -> pipeline.get("/api/leads"));
            }
        }
    }

    private static EmbeddedPostgres postgres(int port, Path data) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .start();
    }

    @Test
    void isReadyWhenEverythingIsThere() {
        ApiUnderTest api = ApiUnderTest.shared();
        api.bean(WorkerPresence.class).note("1@worker", TaskQueue.NAME);

        Answer health = api.withKey(null).get("/health");

        assertThat(health.status()).as(health.text()).isEqualTo(200);
        assertThat(health.json().path("parts").toString())
                .isEqualTo("{\"database\":\"up\",\"temporal\":\"up\",\"worker\":\"up\"}");
        Requests viewer = api.as("acme", "eve", Role.VIEWER);
        assertThat(viewer.get("/health/crm").field("status")).isEqualTo("up");
    }
}
