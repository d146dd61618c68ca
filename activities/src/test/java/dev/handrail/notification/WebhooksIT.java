package dev.handrail.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.notification.Channel.Kind;
import dev.handrail.notification.Deliveries.Due;
import dev.handrail.notification.WebhookReceiver.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Webhooks against a real HTTP server on this machine. */
class WebhooksIT extends NotificationScenario {

    private final WebhookReceiver receiver = new WebhookReceiver();
    private final Courier courier = courier();

    @AfterEach
    void stop() throws Exception {
        courier.close();
        receiver.close();
    }

    private String declared() {
        return String.valueOf(declare("bot", Kind.WEBHOOK, receiver.address("/hook"), Set.of())
                .secret());
    }

    @Test
    void postsWhatHappened() {
        declared();
        String id = ask().id();

        awaitStates(courier, "delivered");

        JsonNode body = receiver.received().getFirst().json();
        assertThat(receiver.received().getFirst().path()).isEqualTo("/hook");
        assertThat(body.path("event").asString()).isEqualTo("authorization.opened");
        assertThat(body.path("tenant").asString()).isEqualTo(tenant);
        assertThat(body.path("link").asString()).isEqualTo(PUBLIC + "/authorizations/" + id);
        assertThat(body.path("id").asString())
                .isEqualTo(receiver.received().getFirst().header("Handrail-Delivery"));
    }

    @Test
    void theSampleOfTheDocumentsVerifiesWhatIsSent() throws Exception {
        String secret = declared();
        ask(null, "Grüße — 日本語 \"quoted\"");
        awaitStates(courier, "delivered");
        Received sent = receiver.received().getFirst();
        long now = clock.instant().getEpochSecond();

        assertThat(verified(secret, sent, sent.body(), now)).isTrue();
        assertThat(verified(secret, sent, sent.body().replace("create_task", "delete_lead"), now))
                .isFalse();
        assertThat(verified("hrwh_other", sent, sent.body(), now)).isFalse();
        assertThat(verified(secret, sent, sent.body(), now + 301))
                .as("a replay")
                .isFalse();
    }

    @Test
    void bothSecretsVerifyDuringARotation() throws Exception {
        String before = declared();
        String after = channels.rotate(tenant, "bot", "admin").orElseThrow();
        ask();
        awaitStates(courier, "delivered");
        clock.move(Channels.ROTATION.plusSeconds(1));
        ask();
        awaitStates(courier, "delivered", "delivered");

        Received during = receiver.received().getFirst();
        Received later = receiver.received().getLast();
        long then = Long.parseLong(during.header("Handrail-Timestamp"));
        long now = clock.instant().getEpochSecond();
        assertThat(verified(before, during, during.body(), then)).isTrue();
        assertThat(verified(after, during, during.body(), then)).isTrue();
        assertThat(verified(after, later, later.body(), now)).isTrue();
        assertThat(verified(before, later, later.body(), now)).isFalse();
    }

    private static boolean verified(String secret, Received sent, String body, long now)
            throws IOException, InterruptedException {
        Matcher sample = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/notifications.md")));
        assertThat(sample.find()).isTrue();
        String call = """
                import json, sys
                secret, timestamp, signature, now = sys.argv[1:]
                headers = {"Handrail-Timestamp": timestamp, "Handrail-Signature": signature}
                print(verified(secret, headers, sys.stdin.buffer.read(), int(now)))
                """;
        Process python = new ProcessBuilder(
                        "python3",
                        "-c",
                        sample.group(1) + call,
                        secret,
                        sent.header("Handrail-Timestamp"),
                        sent.header("Handrail-Signature"),
                        String.valueOf(now))
                .redirectErrorStream(true)
                .start();
        try (var input = python.outputWriter()) {
            input.write(body);
        }
        String said = new String(python.getInputStream().readAllBytes()).strip();
        assertThat(python.waitFor()).as(said).isZero();
        return said.equals("True");
    }

    @Test
    void triesAgainUnderTheSameId() {
        declared();
        receiver.answers(500, 503);
        ask();
        await(courier, "first", () -> receiver.received().size() == 1 && attempts() == 1);
        courier.go();
        clock.move(Duration.ofSeconds(6));
        await(courier, "second", () -> receiver.received().size() == 2 && attempts() == 2);
        clock.move(Duration.ofSeconds(12));
        awaitStates(courier, "delivered");

        assertThat(receiver.received())
                .hasSize(3)
                .extracting(sent -> sent.header("Handrail-Delivery"))
                .containsOnly(receiver.received().getFirst().header("Handrail-Delivery"));
    }

    private int attempts() {
        return deliveries.list(tenant, null, null, 1).deliveries().getFirst().attempts();
    }

    @Test
    void givesUpAfterADayForEverybodyToSee() {
        declared();
        ask();
        receiver.answers(500);
        clock.move(Duration.ofHours(24));

        awaitStates(courier, "dead");

        assertThat(deliveries
                        .list(tenant, Delivery.State.DEAD, null, 1)
                        .deliveries()
                        .getFirst()
                        .problem())
                .isEqualTo("The receiver answered 500");
        assertThat(receipts()).contains("notification_undelivered failed");
    }

    @Test
    void takesGoneAtItsWordAndFollowsNoRedirect() {
        declared();
        receiver.answers(302);
        ask();
        await(courier, "redirected", () -> attempts() == 1);
        assertThat(receiver.received()).extracting(Received::path).containsExactly("/hook");
        receiver.answers(410);
        clock.move(Duration.ofSeconds(6));

        awaitStates(courier, "dead");
    }

    @Test
    void aWorkerThatDiedBeforeSendingLeavesItToAnother() {
        declared();
        ask();
        List<Due> taken = deliveries.claim(1_000, Duration.ofMinutes(2));
        assertThat(taken).anyMatch(due -> due.tenant().equals(tenant));
        courier.go();
        assertThat(receiver.received()).as("it is another worker's for now").isEmpty();

        clock.move(Duration.ofMinutes(2));

        awaitStates(courier, "delivered");
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void aWorkerThatDiedAfterSendingHasItSentAgainUnderTheSameId() throws Exception {
        declared();
        ask();
        Due taken = deliveries.claim(1_000, Duration.ofMinutes(2)).stream()
                .filter(due -> due.tenant().equals(tenant))
                .findFirst()
                .orElseThrow();
        try (Webhooks dying = new Webhooks(
                channels, guard, new Wording(new NotificationSettings(null, null, PUBLIC, List.of())), clock)) {
            dying.send(
                    deliveries.open(taken).orElseThrow(),
                    channels.find(tenant, "bot").orElseThrow());
        }
        clock.move(Duration.ofMinutes(2));

        awaitStates(courier, "delivered");

        assertThat(receiver.received()).hasSize(2);
        assertThat(receiver.received().getFirst().body())
                .isEqualTo(receiver.received().getLast().body());
        assertThat(receiver.received().getFirst().header("Handrail-Delivery"))
                .isEqualTo(receiver.received().getLast().header("Handrail-Delivery"));
    }

    @Test
    void aChannelThatIsGoneGetsNothing() {
        declared();
        ask();
        channels.remove(tenant, "bot", "admin");

        awaitStates(courier, "dead");

        assertThat(receiver.received()).isEmpty();
    }

    @Test
    void slackSeesOnlyTextInWhatOthersWrote() {
        declare("chat", Kind.SLACK, receiver.address("/services/T1"), Set.of());
        ask(null, "<!channel> <https://evil.example.com|Approve> *bold* & \u001b[31mred \u202eevil\r\nsecond line");

        awaitStates(courier, "delivered");

        Received sent = receiver.received().getFirst();
        assertThat(sent.headers()).doesNotContainKey("Handrail-Signature");
        assertThat(sent.body()).doesNotContain("<!channel>").doesNotContain("<https://evil");
        JsonNode facts = sent.json().at("/blocks/1/text");
        assertThat(facts.path("type").asString()).isEqualTo("plain_text");
        assertThat(facts.path("text").asString())
                .contains(
                        "&lt;!channel&gt; &lt;https://evil.example.com|Approve&gt; *bold* &amp; ⟨U+001B⟩[31mred ⟨U+202E⟩evil second line");
        assertThat(sent.json().path("text").asString())
                .matches("\\[Handrail] create_task waits for a decision \\(auth-[a-z0-9-]+\\)");
        assertThat(sent.json().at("/blocks/2/text/text").asString()).startsWith("<" + PUBLIC + "/authorizations/auth-");
    }

    @Test
    void aFloodBecomesADigest() {
        declare("chat", Kind.SLACK, receiver.address("/services/T1"), Set.of());
        declared();
        for (int i = 0; i < 25; i++) {
            ask();
        }
        await(
                courier,
                "the first five, and every one for a program",
                () -> sent("/services/T1") == 5 && sent("/hook") == 25);
        clock.move(Deliveries.WINDOW);
        await(courier, "the digest", () -> sent("/services/T1") == 6);
        courier.go();

        JsonNode digest = receiver.received().getLast().json();
        assertThat(digest.path("text").asString()).isEqualTo("[Handrail] 20 messages about authorizations");
        assertThat(digest.at("/blocks/1/text/text").asString())
                .contains("20 of them are about what waits")
                .contains("The oldest")
                .contains("-5)");
        assertThat(digest.at("/blocks/2/text/text").asString()).startsWith("<%s/authorizations|".formatted(PUBLIC));
        await(courier, "noted", () -> states().stream().noneMatch("due"::equals));
        assertThat(states()).filteredOn("digested"::equals).hasSize(19);
    }

    private long sent(String path) {
        return receiver.received().stream()
                .filter(sent -> sent.path().equals(path))
                .count();
    }
}
