package dev.handrail.salesforce;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A JSON Web Token by which an app vouches for a user. */
record Assertion(String issuer, String subject, String audience) {

    /** Salesforce takes at most five minutes. */
    private static final Duration LIFETIME = Duration.ofMinutes(3);

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    String signed(PrivateKey key, Instant now) {
        String content = part(Map.of("alg", "RS256", "typ", "JWT"))
                + "."
                + part(Map.of(
                        "iss", issuer,
                        "sub", subject,
                        "aud", audience,
                        "exp", now.plus(LIFETIME).getEpochSecond()));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new CrmFailure(
                    Kind.UNAUTHORIZED, "The private key for Salesforce cannot sign; it must be an RSA key", e);
        }
    }

    private static String part(Map<String, Object> content) {
        return BASE64.encodeToString(JsonMapper.shared().writeValueAsBytes(content));
    }
}
