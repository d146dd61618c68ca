package dev.handrail.secret;

import dev.handrail.tenant.TenantVariable;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code HUBSPOT_ACCESS_TOKEN} for the tenant {@code default}, {@code HUBSPOT_ACCESS_TOKEN__ACME_EAST} for the tenant
 * {@code acme-east}. A tenant never gets what another one's variables say.
 */
final class EnvironmentSource implements CredentialSource {

    private static final Map<String, String> VARIABLES = Map.of(
            "ACCESS_TOKEN", Credentials.ACCESS_TOKEN,
            "CLIENT_ID", Credentials.CLIENT_ID,
            "CLIENT_SECRET", Credentials.CLIENT_SECRET,
            "USERNAME", Credentials.USERNAME,
            "PASSWORD", Credentials.PASSWORD,
            "SECURITY_TOKEN", Credentials.SECURITY_TOKEN);

    private final Function<String, @Nullable String> variables;
    private final Clock clock;
    private final Map<String, PrivateFile<String>> keyFiles = new ConcurrentHashMap<>();

    EnvironmentSource(Function<String, @Nullable String> variables, Clock clock) {
        this.variables = variables;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "environment";
    }

    @Override
    public Optional<Reading> read(String tenant, String provider) {
        Map<String, String> texts = new LinkedHashMap<>();
        VARIABLES.forEach((suffix, name) -> put(texts, name, value(tenant, provider, suffix)));
        String keyFile = variable(tenant, provider, "JWT_KEY_FILE");
        String path = variables.apply(keyFile);
        if (path != null && !path.isBlank()) {
            texts.put(Credentials.PRIVATE_KEY, keyFile(keyFile, path).read());
        }
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        texts.putAll(addresses(tenant, provider));
        return Optional.of(new Reading(Credentials.of(texts), null, clock.instant()));
    }

    @Override
    public Map<String, String> addresses(String tenant, String provider) {
        Map<String, String> found = new LinkedHashMap<>();
        put(found, Credentials.LOGIN_URL, value(tenant, provider, "LOGIN_URL"));
        put(found, Credentials.AUDIENCE, value(tenant, provider, "JWT_AUDIENCE"));
        return found;
    }

    @Override
    public void forget(String tenant, String provider) {
        keyFiles.remove(variable(tenant, provider, "JWT_KEY_FILE"));
    }

    private PrivateFile<String> keyFile(String variable, String path) {
        return keyFiles.computeIfAbsent(
                variable, name -> new PrivateFile<>(Path.of(path), name, EnvironmentSource::pem));
    }

    private static String pem(String text) {
        if (!text.contains("PRIVATE KEY-----")) {
            throw new SourceAway("The key file is no PEM of a private key; write it anew");
        }
        return text;
    }

    private @Nullable String value(String tenant, String provider, String suffix) {
        return variables.apply(variable(tenant, provider, suffix));
    }

    private static String variable(String tenant, String provider, String suffix) {
        return TenantVariable.name("%s_%s".formatted(provider.toUpperCase(Locale.ROOT), suffix), tenant);
    }

    private static void put(Map<String, String> texts, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            texts.put(name, value);
        }
    }
}
