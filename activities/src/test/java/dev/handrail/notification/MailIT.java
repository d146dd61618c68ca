package dev.handrail.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.handrail.notification.Channel.Kind;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mail against a real SMTP server on this machine that asks for a password. */
class MailIT extends NotificationScenario {

    private final GreenMail server =
            new GreenMail(new ServerSetup[] {ServerSetup.SMTP.dynamicPort(), ServerSetup.SMTPS.dynamicPort()});

    @BeforeEach
    void start() {
        server.start();
        server.setUser("handrail@example.com", "handrail@example.com", "s3cret+/:%");
        server.getUserManager().setAuthRequired(true);
        channels.put(
                tenant,
                new Channel(
                        "mail",
                        Kind.EMAIL,
                        null,
                        List.of("finance@example.com"),
                        false,
                        Set.of(),
                        Event.OF_AUTHORIZATIONS),
                "admin");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private Courier courier(String scheme, int port, String password) {
        Properties certificateOfATest = new Properties();
        certificateOfATest.setProperty("mail.%s.ssl.trust".formatted(scheme), "*");
        certificateOfATest.setProperty("mail.%s.ssl.checkserveridentity".formatted(scheme), "false");
        certificateOfATest.setProperty("mail.smtp.starttls.required", "true");
        return courier(
                new NotificationSettings(
                        "%s://handrail%%40example.com:%s@127.0.0.1:%d".formatted(scheme, password, port),
                        "handrail@example.com",
                        PUBLIC,
                        List.of()),
                certificateOfATest);
    }

    private Courier overTls() {
        return courier("smtps", server.getSmtps().getPort(), "s3cret+%2F%3A%25");
    }

    @Test
    void sendsMailOverTls() throws Exception {
        String id = ask(null, "Please").id();

        awaitStates(overTls(), "delivered");

        MimeMessage mail = server.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo("[Handrail] create_task waits for a decision (%s)".formatted(id));
        assertThat(mail.getFrom()[0]).hasToString("handrail@example.com");
        assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("finance@example.com");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getMessageID()).isEqualTo("<%s@handrail>".formatted(mail.getHeader("Handrail-Delivery")[0]));
        assertThat(text(mail))
                .contains("Stopped because: Tasks need a person")
                .contains("Asked by: Sales agent")
                .contains("Their reasoning (not checked): Please")
                .contains("Time left: ")
                .contains("Open it: %s/authorizations/%s".formatted(PUBLIC, id))
                .doesNotContain("dana@");
    }

    @Test
    void sendsMailAfterStartTls() throws Exception {
        try (StartTlsFront front = new StartTlsFront(server.getSmtp().getPort())) {
            ask();

            awaitStates(courier("smtp", front.port(), "s3cret+%2F%3A%25"), "delivered");

            assertThat(front.upgraded()).isPositive();
            assertThat(server.getReceivedMessages()).hasSize(1);
        }
    }

    @Test
    void sendsNothingInTheClear() {
        ask();
        Courier courier = courier("smtp", server.getSmtp().getPort(), "s3cret+%2F%3A%25");

        await(courier, "it was tried", () -> problem() != null);

        assertThat(problem()).startsWith("The mail server smtp://127.0.0.1:").doesNotContain("s3cret");
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void waitsForAPasswordThatIsRight() {
        ask();
        await(courier("smtps", server.getSmtps().getPort(), "wrong"), "it was tried", () -> problem() != null);
        assertThat(problem()).contains("AuthenticationFailedException");

        clock.move(Duration.ofSeconds(6));
        awaitStates(overTls(), "delivered");
    }

    private String problem() {
        return deliveries.list(tenant, null, null, 1).deliveries().getFirst().problem();
    }

    @Test
    void whatOthersWroteIsTextOnOneLine() throws Exception {
        ask(
                null,
                "ok\r\nBcc: everybody@example.com\r\n\r\n<script>alert(1)</script> \u001b[31mred \u202eevil"
                        + " Open it: https://evil.example.com");

        awaitStates(overTls(), "delivered");

        MimeMessage mail = server.getReceivedMessages()[0];
        assertThat(mail.getContentType()).startsWith("text/plain");
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(text(mail).lines())
                .anyMatch(line -> line.startsWith("Their reasoning (not checked): ok Bcc: ")
                        && line.contains("<script>alert(1)</script> ⟨U+001B⟩[31mred ⟨U+202E⟩evil Open it:"))
                .filteredOn(line -> line.startsWith("Open it: "))
                .hasSize(1);
    }

    @Test
    void aFloodBecomesOneMail() throws Exception {
        for (int i = 0; i < 8; i++) {
            ask();
        }
        Courier courier = overTls();
        await(courier, "five", () -> server.getReceivedMessages().length == 5);
        clock.move(Deliveries.WINDOW);
        await(courier, "the digest", () -> server.getReceivedMessages().length == 6);

        MimeMessage digest = server.getReceivedMessages()[5];
        assertThat(digest.getSubject()).isEqualTo("[Handrail] 3 messages about authorizations");
        assertThat(text(digest)).contains("3 of them are about what waits").contains("Open it: " + PUBLIC);
    }

    @Test
    void withoutAServerItSaysWhatIsMissing() {
        ask();

        await(courier(), "it was tried", () -> problem() != null);

        assertThat(problem()).isEqualTo("No mail server is configured; set HANDRAIL_SMTP_URL and HANDRAIL_MAIL_FROM");
    }

    private static String text(MimeMessage mail) throws Exception {
        return mail.getContent().toString().replace("\r\n", "\n");
    }
}
