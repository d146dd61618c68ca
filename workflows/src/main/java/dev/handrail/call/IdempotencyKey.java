package dev.handrail.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The key that makes two attempts one effect, when the caller gives none: SHA-256 of
 * {@code subject::campaign::action::bucket} (seed 001, "Idempotency Key Implementation").
 */
public final class IdempotencyKey {

    /** Calls within the same bucket of the clock count as the same; seed 001. */
    public static final Duration BUCKET = Duration.ofMinutes(60);

    /** How long a result is kept for replay; seed 001. */
    public static final Duration KEPT = Duration.ofHours(48);

    private IdempotencyKey() {}

    /** @param subject the person's e-mail address, or the id of the record when the call names no person */
    public static String derive(String subject, @Nullable String campaign, String action, Instant now) {
        long bucket = now.toEpochMilli() / BUCKET.toMillis() * BUCKET.toMillis();
        return Digest.ofText(String.join(
                "::",
                subject.toLowerCase(Locale.ROOT).strip(),
                campaign == null || campaign.isBlank()
                        ? "none"
                        : campaign.toLowerCase(Locale.ROOT).strip(),
                action.toLowerCase(Locale.ROOT),
                Long.toString(bucket)));
    }
}
