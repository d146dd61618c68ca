package dev.handrail.simulator.http;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;

/**
 * A certificate for 127.0.0.1 and localhost that signs itself, made anew for each start.
 *
 * @param pem file with the certificate, for clients to trust; gone when the process ends
 */
public record Certificate(X509Bundle bundle, Path pem) {

    private static final Duration VALIDITY = Duration.ofDays(30);

    public static Certificate selfSigned() {
        try {
            Instant now = Instant.now();
            X509Bundle bundle = new CertificateBuilder()
                    .ecp256()
                    .subject("CN=localhost")
                    .addSanDnsName("localhost")
                    .addSanIpAddress("127.0.0.1")
                    .setIsCertificateAuthority(true)
                    .notBefore(now.minus(Duration.ofDays(1)))
                    .notAfter(now.plus(VALIDITY))
                    .buildSelfSigned();
            Path pem = Files.createTempFile("handrail-simulator-", ".pem");
            pem.toFile().deleteOnExit();
            Files.writeString(pem, bundle.getCertificatePEM());
            return new Certificate(bundle, pem);
        } catch (Exception e) {
            throw new IllegalStateException("No certificate could be made", e);
        }
    }

    SSLContext serverContext() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(bundle.toKeyManagerFactory().getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS cannot be set up", e);
        }
    }
}
