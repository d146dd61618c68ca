package dev.handrail.notification;

import com.google.crypto.tink.Aead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Encrypts the secrets of channels, so that only their own tenant's name opens them. */
record SealedText(@Nullable Aead aead) {

    boolean possible() {
        return aead != null;
    }

    /** Base64. */
    String seal(String tenant, String text) {
        if (aead == null) {
            throw new IllegalStateException("There is no keyset to seal with; set HANDRAIL_KEYSET");
        }
        try {
            return Base64.getEncoder()
                    .encodeToString(aead.encrypt(text.getBytes(StandardCharsets.UTF_8), context(tenant)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The keyset does not encrypt; check it", e);
        }
    }

    /** Empty when the key that sealed it is not here. */
    Optional<String> open(String tenant, String sealed) {
        if (aead == null) {
            return Optional.empty();
        }
        try {
            byte[] text = aead.decrypt(Base64.getDecoder().decode(sealed), context(tenant));
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static byte[] context(String tenant) {
        return ("handrail notifications " + tenant).getBytes(StandardCharsets.UTF_8);
    }
}
