package dev.handrail.secret;

import dev.handrail.tenant.TenantVariable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * AWS Secrets Manager: a secret for each tenant where the configured name has {@code {tenant}} in it, else one for the
 * tenant {@code default}. The libraries of AWS are not loaded before the first secret is asked for.
 */
final class AwsSource implements CredentialSource {

    private static final String TENANT = "{tenant}";

    private final Map<String, String> patterns;
    private final Supplier<AwsConnection> opening;
    private final Map<String, AwsSecret> secrets = new ConcurrentHashMap<>();
    private @Nullable AwsConnection connection;

    /**
     * @param patterns names of secrets by provider
     * @param opening throws {@link SourceAway} when it is not configured; tried again then
     */
    AwsSource(Map<String, String> patterns, Supplier<AwsConnection> opening) {
        this.patterns = Map.copyOf(patterns);
        this.opening = opening;
    }

    @Override
    public String name() {
        return "aws";
    }

    @Override
    public Optional<Reading> read(String tenant, String provider) {
        return secretName(tenant, provider).flatMap(this::read);
    }

    @Override
    public void forget(String tenant, String provider) {
        secretName(tenant, provider).ifPresent(secrets::remove);
    }

    private Optional<Reading> read(String name) {
        AwsSecret secret = secrets.get(name);
        if (secret == null) {
            AwsConnection open = connection();
            secret = secrets.computeIfAbsent(name, open::secret);
        }
        return secret.read();
    }

    private synchronized AwsConnection connection() {
        AwsConnection open = connection;
        if (open == null) {
            open = opening.get();
            connection = open;
        }
        return open;
    }

    private Optional<String> secretName(String tenant, String provider) {
        return Optional.ofNullable(patterns.get(provider))
                .filter(pattern -> pattern.contains(TENANT) || tenant.equals(TenantVariable.ONLY_TENANT))
                .map(pattern -> pattern.replace(TENANT, tenant));
    }
}
