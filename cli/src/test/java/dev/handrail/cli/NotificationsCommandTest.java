package dev.handrail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.cli.FakeApi.Answer;
import dev.handrail.cli.FakeApi.Asked;
import dev.handrail.cli.FakeApi.Ran;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NotificationsCommandTest {

    private static final String SENT = "{\"deliveries\": [\"d1\"]}";

    private static Answer sentThen(Asked asked, String delivery) {
        return asked.method().equals("POST")
                ? new Answer(202, SENT)
                : new Answer(200, "{\"deliveries\": [{\"id\": \"d1\", %s}]}".formatted(delivery));
    }

    @Test
    void listsWhoIsTold() throws Exception {
        try (FakeApi api = new FakeApi(asked -> new Answer(200, """
                {"mail": true, "channels": [
                  {"name": "finance", "kind": "email", "recipients": ["f@example.com"], "people": true},
                  {"name": "chat", "kind": "slack", "address": "https://hooks.example.com/…", "recipients": []}]}"""))) {
            Ran ran = api.run("notifications");

            assertThat(ran.exitCode()).isZero();
            assertThat(ran.out().lines())
                    .containsExactly(
                            "finance              email    f@example.com, approvers who signed in",
                            "chat                 slack    https://hooks.example.com/…");
        }
    }

    @Test
    void waitsForTheTestToArrive() throws Exception {
        AtomicInteger polls = new AtomicInteger();
        try (FakeApi api = new FakeApi(asked ->
                sentThen(asked, polls.incrementAndGet() < 3 ? "\"state\": \"due\"" : "\"state\": \"delivered\""))) {
            Ran ran = api.run("notifications", "test", "finance");

            assertThat(ran.exitCode()).isZero();
            assertThat(ran.out()).isEqualTo("It arrived.\n");
            assertThat(api.asked().getFirst().pathAndQuery()).isEqualTo("/api/notifications/finance/test");
        }
    }

    @Test
    void saysWhyATestDidNotArrive() throws Exception {
        try (FakeApi api = new FakeApi(
                asked -> sentThen(asked, "\"state\": \"due\", \"problem\": \"The receiver answered 500\""))) {
            Ran ran = api.run("notifications", "test", "finance");

            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(ran.out()).isEqualTo("It did not arrive: The receiver answered 500.\n");
        }
    }
}
