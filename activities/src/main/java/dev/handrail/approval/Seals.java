package dev.handrail.approval;

import dev.handrail.authorization.Decision;
import dev.handrail.call.Digest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Proves who decided: whoever reaches Temporal can send a workflow any text, but has not the installation's secret. */
final class Seals {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;
    private volatile byte @Nullable [] secret;

    Seals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** For one person's signal about one authorization. */
    String code(String tenant, String authorization, String person) {
        return person + "." + sign(String.join("\n", tenant, authorization, person));
    }

    /** For one decision with everything in it. */
    String of(String tenant, Decision decision) {
        return sign(String.join("\n", "decision", tenant, asItTravels(decision)));
    }

    boolean isGenuine(String tenant, Decision decision) {
        String seal = decision.seal();
        return seal != null
                && MessageDigest.isEqual(
                        of(tenant, decision).getBytes(StandardCharsets.UTF_8), seal.getBytes(StandardCharsets.UTF_8));
    }

    /** A number may change its type on the way, such as a decimal that becomes a double. */
    private static String asItTravels(Decision decision) {
        return Digest.of(JSON.readValue(JSON.writeValueAsString(decision.withSeal(null)), Decision.class));
    }

    private String sign(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret(), "HmacSHA256"));
            byte[] signature = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(signature, 0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    /** Made with the schema, and never changed. */
    private byte[] secret() {
        byte[] known = secret;
        if (known == null) {
            known = jdbc.sql("SELECT secret FROM signing_key")
                    .query(String.class)
                    .single()
                    .getBytes(StandardCharsets.UTF_8);
            secret = known;
        }
        return known;
    }
}
