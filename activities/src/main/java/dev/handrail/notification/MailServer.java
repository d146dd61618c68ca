package dev.handrail.notification;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where mail is handed in. {@code smtps} is TLS from the start; {@code smtp} goes on only once STARTTLS has encrypted the
 * connection, unless the server is on this machine.
 */
record MailServer(
        boolean tls,
        String host,
        int port,
        @Nullable String user,
        @Nullable String password) {

    private static final List<String> THIS_MACHINE = List.of("localhost", "127.0.0.1", "[::1]");
    private static final int PATIENCE_MILLIS = 15_000;

    /** @throws IllegalArgumentException that quotes nothing of it */
    static MailServer of(String url) {
        URI address;
        try {
            address = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw wrong();
        }
        boolean tls = "smtps".equals(address.getScheme());
        if (address.getHost() == null || !(tls || "smtp".equals(address.getScheme()))) {
            throw wrong();
        }
        String who = address.getRawUserInfo();
        if (who != null && who.indexOf(':') < 1) {
            throw wrong();
        }
        int port = address.getPort() > 0 ? address.getPort() : tls ? 465 : 587;
        return new MailServer(
                tls,
                address.getHost(),
                port,
                who == null ? null : decoded(who.substring(0, who.indexOf(':'))),
                who == null ? null : decoded(who.substring(who.indexOf(':') + 1)));
    }

    private static IllegalArgumentException wrong() {
        return new IllegalArgumentException(
                "HANDRAIL_SMTP_URL must be smtp://user:password@host:port or smtps://…, with %40 for an @ in a name");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    String protocol() {
        return tls ? "smtps" : "smtp";
    }

    Properties properties() {
        Properties properties = new Properties();
        String prefix = "mail.%s.".formatted(protocol());
        properties.setProperty(prefix + "host", host);
        properties.setProperty(prefix + "port", String.valueOf(port));
        properties.setProperty(prefix + "auth", String.valueOf(user != null));
        properties.setProperty(prefix + "connectiontimeout", String.valueOf(PATIENCE_MILLIS));
        properties.setProperty(prefix + "timeout", String.valueOf(PATIENCE_MILLIS));
        properties.setProperty(prefix + "writetimeout", String.valueOf(PATIENCE_MILLIS));
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        if (!tls) {
            properties.setProperty(prefix + "starttls.enable", "true");
            properties.setProperty(prefix + "starttls.required", String.valueOf(!THIS_MACHINE.contains(host)));
        }
        return properties;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "%s://%s:%d".formatted(protocol(), host, port);
    }
}
