package dev.handrail.redaction;

import dev.handrail.redaction.RedactionRules.Strategy;
import dev.handrail.safety.PersonalData;
import dev.handrail.safety.PersonalData.Kind;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Takes personal data out of structures and texts. In structures a sensitive field is redacted whatever it holds; in
 * every text, wherever it stands, e-mail addresses, phone numbers, card numbers, social security numbers, IBANs and
 * secrets are. Safe for many threads.
 */
public final class Redaction {

    /** For what has no readable rest. */
    public static final String REDACTED = "[REDACTED]";

    private static final int SHORTEST_KEY = 16;
    private static final int HASH_LENGTH = 16;

    /** Never logged in part either, whichever fields the rules name. */
    private static final SensitiveNames SECRETS = new SensitiveNames(List.of(
            "password",
            "passwd",
            "secret",
            "apiKey",
            "accessToken",
            "refreshToken",
            "idToken",
            "bearerToken",
            "privateKey",
            "signingKey",
            "credential",
            "credentials",
            "cookie"));

    private final RedactionRules rules;
    private final SensitiveNames fields;
    private final @Nullable SecretKey key;

    /** @throws IllegalArgumentException when the rules ask for hashes, which need a key */
    public Redaction(RedactionRules rules) {
        this(rules, null);
        if (rules.strategy() == Strategy.HASH) {
            throw new IllegalArgumentException("HASH needs a key, or a dictionary would reverse it; give one");
        }
    }

    /**
     * @param hashKey at least 16 bytes, kept secret, the same wherever hashes are compared
     * @throws IllegalArgumentException when the key is shorter
     */
    public Redaction(RedactionRules rules, byte @Nullable [] hashKey) {
        if (hashKey != null && hashKey.length < SHORTEST_KEY) {
            throw new IllegalArgumentException(
                    "A hash key has at least %d bytes; give a longer one".formatted(SHORTEST_KEY));
        }
        this.rules = rules;
        this.fields = new SensitiveNames(rules.sensitiveFields());
        this.key = hashKey == null ? null : new SecretKeySpec(hashKey, "HmacSHA256");
    }

    /** A copy in the same order, redacted at every depth; the keys too, when they are texts with personal data. */
    public Map<String, Object> redact(Map<String, ?> original) {
        Map<String, Object> redacted = new LinkedHashMap<>();
        original.forEach((name, value) -> put(redacted, redactText(name), redactField(name, value)));
        return redacted;
    }

    /** The text with what it contains of personal data and secrets redacted. */
    public String redactText(String text) {
        List<Sighting> sightings = Sighting.in(text);
        if (sightings.isEmpty()) {
            return text;
        }
        StringBuilder redacted = new StringBuilder(text.length());
        int from = 0;
        for (Sighting sighting : sightings) {
            String part = text.substring(sighting.start(), sighting.end());
            redacted.append(text, from, sighting.start()).append(redactPart(sighting, part));
            from = sighting.end();
        }
        return redacted.append(text, from, text.length()).toString();
    }

    private @Nullable Object redactField(String name, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (SECRETS.cover(name)) {
            return REDACTED;
        }
        if (!fields.cover(name)) {
            return redactValue(value);
        }
        return value instanceof String text ? shorten(text) : REDACTED;
    }

    private @Nullable Object redactValue(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> map -> {
                Map<String, Object> redacted = new LinkedHashMap<>();
                map.forEach((name, inner) ->
                        put(redacted, redactText(String.valueOf(name)), redactField(String.valueOf(name), inner)));
                yield redacted;
            }
            case Collection<?> values -> redactAll(values);
            case Object[] values -> redactAll(Arrays.asList(values));
            case Optional<?> optional -> redactValue(optional.orElse(null));
            case Long number -> redactNumber(number);
            case Number number -> number;
            case Boolean flag -> flag;
            case Enum<?> constant -> constant;
            case UUID id -> id;
            case java.time.temporal.TemporalAccessor time -> time;
            default -> redactText(value.toString());
        };
    }

    private List<@Nullable Object> redactAll(Collection<?> values) {
        List<@Nullable Object> redacted = new ArrayList<>(values.size());
        values.forEach(value -> redacted.add(redactValue(value)));
        return redacted;
    }

    /** A number may be a card; it is no phone number, for those are kept as text. */
    private Object redactNumber(Long number) {
        String digits = number.toString();
        return PersonalData.find(digits).isEmpty() ? number : redactText(digits);
    }

    private String redactPart(Sighting sighting, String part) {
        return sighting.kind() == Kind.SECRET ? REDACTED : shorten(part);
    }

    private String shorten(String text) {
        return switch (rules.strategy()) {
            case MASK -> "*".repeat(text.codePointCount(0, text.length()));
            case HASH -> hash(text);
            case TRUNCATE -> Sighting.isEmail(text) ? truncateEmail(text) : truncate(text);
        };
    }

    private String truncate(String text) {
        int length = text.codePointCount(0, text.length());
        return length <= rules.showLast()
                ? "*".repeat(length)
                : "***" + text.substring(text.offsetByCodePoints(text.length(), -rules.showLast()));
    }

    private static String truncateEmail(String email) {
        return email.substring(0, email.offsetByCodePoints(0, 1)) + "***" + email.substring(email.lastIndexOf('@'));
    }

    private String hash(String text) {
        if (key == null) {
            return REDACTED;
        }
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            byte[] hash = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, HASH_LENGTH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    /** Two keys may look alike once they are redacted; neither value is lost. */
    private static void put(Map<String, Object> redacted, String name, @Nullable Object value) {
        String free = name;
        for (int i = 2; redacted.containsKey(free); i++) {
            free = "%s (%d)".formatted(name, i);
        }
        redacted.put(free, value);
    }
}
