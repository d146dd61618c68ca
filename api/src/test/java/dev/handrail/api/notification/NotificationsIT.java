package dev.handrail.api.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.api.ApiUnderTest;
import dev.handrail.api.Requests;
import dev.handrail.api.Requests.Answer;
import dev.handrail.call.Role;
import dev.handrail.codec.Keysets;
import io.temporal.client.WorkflowClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import tools.jackson.databind.JsonNode;

class NotificationsIT {

    private static final String WEBHOOK = "{\"kind\": \"webhook\", \"address\": \"https://hooks.example.com/a1b2\"}";
    private static final String MAIL =
            "{\"kind\": \"email\", \"recipients\": [\"finance@example.com\"], \"groups\": [\"finance\"]}";

    @TempDir
    private static Path folder;

    private static ApiUnderTest api;

    private final String tenant = "n" + UUID.randomUUID().toString().substring(0, 8);
    private final Requests admin = api.as(tenant, "root", Role.ADMIN);

    @BeforeAll
    static void start() throws Exception {
        Path keyset = folder.resolve("keyset.json");
        Keysets.loadOrGenerate(keyset);
        ApiUnderTest shared = ApiUnderTest.shared();
        api = ApiUnderTest.start(
                new DelegatingDataSource(shared.bean("database", DataSource.class)),
                shared.bean("workflows", WorkflowClient.class),
                "--handrail.keyset=" + keyset);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private Answer put(String channel, String body) {
        return admin.send(
                "PUT",
                "/api/notifications/" + channel,
                body.getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/json");
    }

    private JsonNode channel() {
        return admin.get("/api/notifications").json().at("/channels/0");
    }

    @Test
    void declaresAWebhookAndTellsItsSecretOnce() {
        Answer first = put("bot", WEBHOOK);
        Answer again = put("bot", WEBHOOK);

        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(first.field("secret")).startsWith("hrwh_");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().has("secret")).isFalse();
        assertThat(channel().path("address").asString()).isEqualTo("https://hooks.example.com/a1b2");
        assertThat(channel().path("events")).hasSize(6);
        assertThat(admin.get("/api/notifications").text()).doesNotContain("hrwh_");
    }

    @Test
    void rotatesASecretOnceForAKey() {
        String before = put("bot", WEBHOOK).field("secret");

        Answer rotated = admin.post("/api/notifications/bot/secret", "", "Idempotency-Key", "once");
        Answer again = admin.post("/api/notifications/bot/secret", "", "Idempotency-Key", "once");

        assertThat(rotated.field("secret")).startsWith("hrwh_").isNotEqualTo(before);
        assertThat(again.field("code")).isEqualTo("done_before");
        assertThat(channel().path("previousSecretUntil").asString()).isNotEmpty();
        assertThat(admin.post("/api/notifications/other/secret", "").status()).isEqualTo(404);
    }

    @Test
    void showsOfSlackTheHostOnly() {
        put("chat", "{\"kind\": \"slack\", \"address\": \"https://hooks.slack.com/services/T0/B0/very-secret\"}");

        assertThat(channel().path("address").asString()).isEqualTo("https://hooks.slack.com/…");
        assertThat(admin.get("/api/audit").text()).doesNotContain("very-secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\": \"webhook\", \"address\": \"http://hooks.example.com/\"}",
                "{\"kind\": \"webhook\", \"address\": \"https://169.254.169.254/latest\"}",
                "{\"kind\": \"webhook\", \"address\": \"https://localhost/x\"}",
                "{\"kind\": \"webhook\", \"address\": \"https://a b\"}",
                "{\"kind\": \"webhook\", \"address\": \"https://%zz/\"}",
                "{\"kind\": \"webhook\"}",
                "{\"kind\": \"slack\", \"address\": \"https://x.example.com\", \"people\": true}",
                "{\"kind\": \"email\"}",
                "{\"kind\": \"email\", \"recipients\": [\"a@example.com\\r\\nBcc: b@example.com\"]}",
                "{\"kind\": \"pigeon\"}"
            })
    void refusesAChannelThatCannotBe(String body) {
        Answer refused = put("bad", body);

        assertThat(refused.status()).as(refused.text()).isIn(400, 422);
        assertThat(refused.field("code")).isIn("invalid_body", "channel_refused");
        assertThat(admin.get("/api/notifications").json().path("channels")).isEmpty();
    }

    @Test
    void aTestIsOnItsWayAndVisible() {
        put("mail", MAIL);

        Answer sent = admin.post("/api/notifications/mail/test", "");

        assertThat(sent.status()).as(sent.text()).isEqualTo(202);
        JsonNode delivery =
                admin.get("/api/notifications/deliveries?status=due").json().at("/deliveries/0");
        assertThat(delivery.path("id").asString())
                .isEqualTo(sent.json().at("/deliveries/0").asString());
        assertThat(delivery.path("event").asString()).isEqualTo("test");
        assertThat(delivery.path("channel").asString()).isEqualTo("mail");
        assertThat(admin.get("/api/notifications/deliveries?status=lost").status())
                .isEqualTo(400);
        assertThat(admin.get("/api/notifications/deliveries?cursor=x").status()).isEqualTo(400);
    }

    @Test
    void isRemoved() {
        put("mail", MAIL);

        assertThat(admin.delete("/api/notifications/mail").status()).isEqualTo(204);
        assertThat(admin.delete("/api/notifications/mail").field("code")).isEqualTo("channel_not_found");
    }

    @Test
    void belongsToItsTenant() {
        put("mail", MAIL);
        Requests other = api.as(tenant + "x", "root", Role.ADMIN);

        assertThat(other.get("/api/notifications").json().path("channels")).isEmpty();
        assertThat(other.post("/api/notifications/mail/test", "").status()).isEqualTo(404);
        assertThat(other.delete("/api/notifications/mail").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ADMIN")
    void isForAdministrators(Role role) {
        Requests somebody = api.as(tenant, "somebody", role);

        assertThat(somebody.get("/api/notifications").status()).isEqualTo(403);
        assertThat(somebody.get("/api/notifications/deliveries").status()).isEqualTo(403);
        assertThat(somebody.delete("/api/notifications/mail").status()).isEqualTo(403);
        assertThat(somebody.post("/api/notifications/mail/test", "").status()).isEqualTo(403);
    }

    @Test
    void withoutAKeysetThereIsMailOnly() {
        Requests unsealed = ApiUnderTest.shared().as(tenant, "plain", Role.ADMIN);
        String[] json = {"Content-Type", "application/json"};

        assertThat(unsealed.send("PUT", "/api/notifications/bot", WEBHOOK.getBytes(StandardCharsets.UTF_8), json)
                        .field("code"))
                .isEqualTo("keyset_needed");
        assertThat(unsealed.send("PUT", "/api/notifications/mail", MAIL.getBytes(StandardCharsets.UTF_8), json)
                        .status())
                .isEqualTo(201);
    }

    @Test
    void aCallNamesAWebhookToCallBack() {
        put("bot", WEBHOOK);
        put("mail", MAIL);
        Requests agent = api.as(tenant, "agent", Role.AGENT);
        String call = "{\"arguments\": {\"subject\": \"%s\"}, \"callback\": \"%s\"}";

        Answer taken = agent.post("/api/tools/create_task/calls", call.formatted("ok", "bot"));

        assertThat(taken.status()).as(taken.text()).isLessThan(300);
        for (String unknown : new String[] {"nobody", "mail"}) {
            Answer refused = agent.post("/api/tools/create_task/calls", call.formatted("no", unknown));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.field("field")).isEqualTo("callback");
        }
        assertThat(agent.post("/api/tools/create_task/calls", call.formatted("no", "https://evil.example.com"))
                        .status())
                .isEqualTo(400);
    }
}
