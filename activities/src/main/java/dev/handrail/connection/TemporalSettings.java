package dev.handrail.connection;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Temporal is, under the names that Temporal's own command line uses in the environment ({@code TEMPORAL_ADDRESS},
 * {@code TEMPORAL_TLS_CLIENT_CERT_PATH}, …).
 *
 * @param tls whether to encrypt; an API key or a certificate turns it on as well
 */
@ConfigurationProperties("temporal")
public record TemporalSettings(
        @DefaultValue("127.0.0.1:7233") String address,
        @DefaultValue("default") String namespace,
        @Nullable String apiKey,
        @DefaultValue("false") boolean tls,
        @Nullable String tlsClientCertPath,
        @Nullable String tlsClientKeyPath,
        @Nullable String tlsServerCaCertPath,
        @Nullable String tlsServerName) {

    public TemporalSettings {
        apiKey = blankToNull(apiKey);
        tlsClientCertPath = blankToNull(tlsClientCertPath);
        tlsClientKeyPath = blankToNull(tlsClientKeyPath);
        tlsServerCaCertPath = blankToNull(tlsServerCaCertPath);
        tlsServerName = blankToNull(tlsServerName);
    }

    boolean encrypted() {
        return tls || apiKey != null || tlsClientCertPath != null || tlsServerCaCertPath != null;
    }

    private static @Nullable String blankToNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }

    @Override
    public String toString() {
        return "TemporalSettings[address=%s, namespace=%s]".formatted(address, namespace);
    }
}
