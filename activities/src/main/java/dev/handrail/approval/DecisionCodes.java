package dev.handrail.approval;

import dev.handrail.authorization.Decision;
import dev.handrail.authorization.SignalledDecision;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Codes by which a signal, whose sender Temporal does not tell, proves who decides. */
record DecisionCodes(JdbcClient jdbc) {

    String of(String tenant, String id, String person) {
        String secret =
                jdbc.sql("SELECT secret FROM signing_key").query(String.class).single();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] signature = mac.doFinal(String.join("\n", tenant, id, person).getBytes(StandardCharsets.UTF_8));
            return person + "." + HexFormat.of().formatHex(signature, 0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    /** Empty when the code is not ours. */
    Optional<Decision> read(String tenant, SignalledDecision signal) {
        int dot = signal.code().lastIndexOf('.');
        if (dot < 1) {
            return Optional.empty();
        }
        String person = signal.code().substring(0, dot);
        boolean ours = MessageDigest.isEqual(
                of(tenant, signal.authorizationId(), person).getBytes(StandardCharsets.UTF_8),
                signal.code().getBytes(StandardCharsets.UTF_8));
        return verdict(signal.decision())
                .filter(verdict -> ours)
                .map(verdict -> new Decision(
                        "signal-" + signal.code(), signal.authorizationId(), verdict, person, signal.notes()));
    }

    private static Optional<Decision.Verdict> verdict(String decision) {
        return switch (decision) {
            case "authorized" -> Optional.of(Decision.Verdict.AUTHORIZED);
            case "denied" -> Optional.of(Decision.Verdict.DENIED);
            default -> Optional.empty();
        };
    }
}
