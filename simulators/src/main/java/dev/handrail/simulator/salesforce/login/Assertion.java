package dev.handrail.simulator.salesforce.login;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A JSON Web Token with which a connected app vouches for a user. */
record Assertion(String signed, byte[] signature, JsonNode header, JsonNode claims) {

    /** @throws IllegalArgumentException when it is not one */
    static Assertion parse(String token) {
        String[] parts = token.split("\\.");
        if (parts.length != 3) throw new IllegalArgumentException("A JWT has three parts");
        try {
            var decoder = Base64.getUrlDecoder();
            return new Assertion(
                    parts[0] + "." + parts[1],
                    decoder.decode(parts[2]),
                    JsonMapper.shared().readTree(decoder.decode(parts[0])),
                    JsonMapper.shared().readTree(decoder.decode(parts[1])));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("The JWT holds no JSON", e);
        }
    }

    boolean signedBy(PublicKey key) {
        if (!header.path("alg").asString("").equals("RS256")) return false;
        try {
            Signature verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(key);
            verifier.update(signed.getBytes(StandardCharsets.US_ASCII));
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    String claim(String name) {
        return claims.path(name).asString("");
    }

    /** Seconds since 1970. */
    long expiry() {
        return claims.path("exp").asLong(0);
    }
}
