package dev.handrail.notification;

import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Sends mail: plain text, one recipient each. */
final class Mail {

    private final @Nullable MailServer server;
    private final @Nullable String from;
    private final Wording wording;
    private final Clock clock;
    private final Session session;

    /** @param more properties of the session, over those that the server asks for */
    Mail(NotificationSettings settings, Wording wording, Clock clock, Properties more) {
        this.server = settings.smtpUrl() == null ? null : MailServer.of(settings.smtpUrl());
        this.from = settings.mailFrom();
        this.wording = wording;
        this.clock = clock;
        Properties properties = server == null ? new Properties() : server.properties();
        properties.putAll(more);
        this.session = Session.getInstance(properties);
    }

    void send(Delivery delivery) throws Undelivered {
        if (server == null) {
            throw Undelivered.forNow("No mail server is configured; set HANDRAIL_SMTP_URL and HANDRAIL_MAIL_FROM");
        }
        try {
            Address[] to = {new InternetAddress(delivery.recipient(), true)};
            MimeMessage mail = mail(delivery, to);
            try (Transport transport = session.getTransport(server.protocol())) {
                transport.connect(server.host(), server.port(), server.user(), server.password());
                transport.sendMessage(mail, to);
            }
        } catch (SendFailedException e) {
            boolean refused = e.getInvalidAddresses() != null && e.getInvalidAddresses().length > 0;
            throw refused && isPermanent(e)
                    ? Undelivered.forGood("The mail server takes no mail for this recipient")
                    : Undelivered.forNow("The mail server did not take the message", e);
        } catch (MessagingException e) {
            throw Undelivered.forNow(
                    "The mail server %s: %s".formatted(server, e.getClass().getSimpleName()), e);
        }
    }

    private static boolean isPermanent(SendFailedException failure) {
        return failure.getNextException() instanceof org.eclipse.angus.mail.smtp.SMTPAddressFailedException refused
                && refused.getReturnCode() >= 500;
    }

    private MimeMessage mail(Delivery delivery, Address[] to) throws MessagingException {
        MimeMessage mail = new SameId(session, "<%s@handrail>".formatted(delivery.id()));
        mail.setFrom(new InternetAddress(Objects.requireNonNull(from), true));
        mail.setRecipients(RecipientType.TO, to);
        mail.setSubject(oneLine(wording.subject(delivery)), StandardCharsets.UTF_8.name());
        Instant now = clock.instant();
        mail.setSentDate(Date.from(now));
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setHeader("Handrail-Delivery", delivery.id().toString());
        mail.setText(
                "%s%n%nOpen it: %s%nOpening decides nothing; deciding takes your sign-in and a button there.%n"
                        .formatted(
                                String.join(System.lineSeparator(), wording.lines(delivery, now)),
                                wording.link(delivery)),
                StandardCharsets.UTF_8.name());
        return mail;
    }

    private static String oneLine(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A subject is one line");
        }
        return text;
    }

    /** A mail that is sent again has the id it had, by which mail programs show it once. */
    private static final class SameId extends MimeMessage {

        private final String id;

        SameId(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
