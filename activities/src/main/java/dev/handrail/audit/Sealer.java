package dev.handrail.audit;

import com.google.crypto.tink.Aead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/** Encrypts what redaction takes from a row, so that only its own tenant's name opens it. */
final class Sealer {

    private final Aead aead;

    Sealer(Aead aead) {
        this.aead = aead;
    }

    /** Base64. */
    String seal(String tenant, String text) {
        try {
            byte[] sealed = aead.encrypt(text.getBytes(StandardCharsets.UTF_8), context(tenant));
            return Base64.getEncoder().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The audit key does not encrypt; check the keyset", e);
        }
    }

    String open(String tenant, String sealed) {
        try {
            return new String(
                    aead.decrypt(Base64.getDecoder().decode(sealed), context(tenant)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "The row was sealed with a key that is not in the audit keyset; add that key", e);
        }
    }

    private static byte[] context(String tenant) {
        return ("handrail audit " + tenant).getBytes(StandardCharsets.UTF_8);
    }
}
