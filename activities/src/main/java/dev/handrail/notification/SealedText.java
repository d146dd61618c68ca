package dev.handrail.notification;

import com.google.crypto.tink.Aead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Encrypts the secrets of channels, so that only their own tenant's name opens them. */
record SealedText(@Nullable Aead aead) {

    boolean possible() {
        return aead != null;
    }

    /** Base64. */
    String seal(String tenant, String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(key().encrypt(text.getBytes(StandardCharsets.UTF_8), context(tenant)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The keyset does not encrypt; check it", e);
        }
    }

    String open(String tenant, String sealed) {
        try {
            return new String(
                    key().decrypt(Base64.getDecoder().decode(sealed), context(tenant)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "The channel was sealed with a key that is not in the keyset; add that key, or put the channel again",
                    e);
        }
    }

    private Aead key() {
        if (aead == null) {
            throw new IllegalStateException("Webhooks need a keyset; set HANDRAIL_KEYSET");
        }
        return aead;
    }

    private static byte[] context(String tenant) {
        return ("handrail notifications " + tenant).getBytes(StandardCharsets.UTF_8);
    }
}
