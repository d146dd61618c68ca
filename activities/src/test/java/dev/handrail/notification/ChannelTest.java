package dev.handrail.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.notification.Channel.Kind;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@example.com\r\nBcc: b@example.com",
                "A <a@example.com>",
                "a@example.com,b@example.com",
                "a",
                "a@localhost",
                "\"a b\"@example.com"
            })
    void takesPlainMailAddressesOnly(String recipient) {
        assertThatThrownBy(() -> new Channel(
                        "mail", Kind.EMAIL, null, List.of(recipient), false, Set.of(), Event.OF_AUTHORIZATIONS))
                .hasMessageContaining("plain e-mail address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://user:pass@example.com/", "https:///x", "https://example.com/#x", "mailto:a@b.c"})
    void takesAddressesWithAHostAndNoUser(String address) {
        assertThatThrownBy(() ->
                        new Channel("bot", Kind.WEBHOOK, URI.create(address), List.of(), false, Set.of(), Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete\r\nBcc: x@example.com", "<b>", "a b", ""})
    void aMessageIsAboutAToolWithAName(String tool) {
        assertThatThrownBy(() -> new Message(
                        Event.OPENED, Instant.EPOCH, tool, "auth-1", null, "", null, null, null, null, null, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void mailGoesOnlyThroughTlsExceptOnThisMachine() {
        MailServer far = MailServer.of("smtp://ann%40example.com:p%3Aw+x@mail.example.com");

        assertThat(far.port()).isEqualTo(587);
        assertThat(far.user()).isEqualTo("ann@example.com");
        assertThat(far.password()).isEqualTo("p:w+x");
        assertThat(far.properties()).containsEntry("mail.smtp.starttls.required", "true");
        assertThat(far).hasToString("smtp://mail.example.com:587");
        assertThat(MailServer.of("smtps://mail.example.com").port()).isEqualTo(465);
        assertThat(MailServer.of("smtp://127.0.0.1:25").properties())
                .containsEntry("mail.smtp.starttls.required", "false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://secret@x", "smtp:secret", "smtp://secret@host", "mail.example.com secret"})
    void saysHowAMailServerIsNamedAndQuotesNothing(String url) {
        assertThatThrownBy(() -> MailServer.of(url))
                .hasMessageContaining("HANDRAIL_SMTP_URL must be")
                .hasMessageNotContaining("secret");
    }

    @Test
    void mailNeedsASender() {
        assertThatThrownBy(() -> new NotificationSettings("smtp://x", null, null, List.of()))
                .hasMessageContaining("HANDRAIL_MAIL_FROM");
        assertThat(new NotificationSettings(" ", "", null, List.of()).smtpUrl()).isNull();
        assertThat(new NotificationSettings(null, null, "https://h.example.com/", List.of()).link("/leads"))
                .isEqualTo("https://h.example.com/leads");
    }

    @Test
    void waitsLongerAfterEachAttemptUpToAnHour() {
        assertThat(Courier.wait(0)).isBetween(Duration.ofMillis(4_500), Duration.ofMillis(5_500));
        assertThat(Courier.wait(3)).isBetween(Duration.ofSeconds(36), Duration.ofSeconds(44));
        assertThat(Courier.wait(1_000)).isBetween(Duration.ofMinutes(54), Duration.ofMinutes(66));
    }
}
