package dev.handrail.notification;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code HANDRAIL_SMTP_URL}, {@code HANDRAIL_MAIL_FROM}, {@code HANDRAIL_PUBLIC_URL}, {@code HANDRAIL_WEBHOOK_ALLOW}.
 *
 * @param smtpUrl {@code smtp://user:password@host:587} or {@code smtps://…:465}; no mail is sent when null
 * @param mailFrom whom mail is from
 * @param publicUrl where people reach the pages; messages have no link when null
 * @param webhookAllow private networks that webhooks may be in
 */
@ConfigurationProperties("handrail")
public record NotificationSettings(
        @Nullable String smtpUrl,
        @Nullable String mailFrom,
        @Nullable String publicUrl,
        @DefaultValue List<String> webhookAllow) {

    public NotificationSettings {
        smtpUrl = blankToNull(smtpUrl);
        mailFrom = blankToNull(mailFrom);
        publicUrl = blankToNull(publicUrl);
        webhookAllow = List.copyOf(webhookAllow);
        if (smtpUrl != null && (mailFrom == null || !Channel.isMailAddress(mailFrom))) {
            throw new IllegalArgumentException(
                    "With HANDRAIL_SMTP_URL set HANDRAIL_MAIL_FROM, too: a plain address such as handrail@example.com");
        }
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    List<AddressRange> allowed() {
        return webhookAllow.stream().map(AddressRange::of).toList();
    }

    /** Absolute when it is known where people reach the pages. */
    String link(String path) {
        return publicUrl == null ? path : publicUrl.replaceAll("/+$", "") + path;
    }
}
