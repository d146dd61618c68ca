package dev.handrail.notification;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Proves to a webhook's receiver that a message is from here: {@code v1=} and the HMAC-SHA256 of {@code timestamp.body}. */
final class Signature {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Signature() {}

    static String newSecret() {
        byte[] secret = new byte[32];
        RANDOM.nextBytes(secret);
        return "hrwh_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** One for each secret that is valid now, with commas between them. */
    static String header(List<String> secrets, long timestamp, String body) {
        return secrets.stream()
                .map(secret -> "v1=" + hmac(secret, "%d.%s".formatted(timestamp, body)))
                .collect(Collectors.joining(","));
    }

    private static String hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }
}
