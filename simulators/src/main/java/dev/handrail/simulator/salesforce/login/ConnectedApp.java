package dev.handrail.simulator.salesforce.login;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A program that may sign in.
 *
 * @param key for tokens that it signs itself, null when it may not do that
 */
record ConnectedApp(
        String clientId, String clientSecret, @Nullable PublicKey key) {

    /** @param pem certificate or public key (RSA), null for none */
    static ConnectedApp of(String clientId, String clientSecret, @Nullable String pem) {
        try {
            return new ConnectedApp(clientId, clientSecret, pem == null ? null : key(pem));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("The certificate must be the PEM of a certificate or RSA public key", e);
        }
    }

    private static PublicKey key(String pem) throws GeneralSecurityException {
        if (pem.contains("BEGIN CERTIFICATE")) {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                    .getPublicKey();
        }
        byte[] encoded = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
    }
}
