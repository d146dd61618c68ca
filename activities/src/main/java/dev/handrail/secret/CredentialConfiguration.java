package dev.handrail.secret;

import dev.handrail.audit.AuditLog;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Where credentials of CRMs come from, first to last: AWS Secrets Manager ({@code AWS_SECRET_NAME_SALESFORCE},
 * {@code AWS_SECRET_NAME_HUBSPOT}), the environment, {@code HANDRAIL_CREDENTIALS_FILE}.
 */
@Configuration(proxyBeanMethods = false)
public class CredentialConfiguration {

    @Bean
    CrmCredentials crmCredentials(Environment environment, Clock clock) {
        return credentials(environment::getProperty, clock);
    }

    @Bean
    CredentialRefresh credentialRefresh(CrmCredentials credentials, AuditLog audit) {
        return new CredentialRefresh(credentials, audit);
    }

    public static CrmCredentials credentials(Function<String, @Nullable String> settings, Clock clock) {
        List<CredentialSource> sources = new ArrayList<>();
        Map<String, String> secrets = secretNames(settings);
        if (!secrets.isEmpty()) {
            sources.add(new AwsSource(secrets, () -> AwsConnection.open(clock)));
        }
        sources.add(new EnvironmentSource(settings, clock));
        String file = settings.apply(FileSource.SETTING);
        if (file != null && !file.isBlank()) {
            sources.add(new FileSource(Path.of(file), clock));
        }
        return new OrderedCredentials(sources, clock);
    }

    private static Map<String, String> secretNames(Function<String, @Nullable String> settings) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String provider : CrmCredentials.PROVIDERS) {
            String name = settings.apply("AWS_SECRET_NAME_" + provider.toUpperCase(Locale.ROOT));
            if (name != null && !name.isBlank()) {
                names.put(provider, name.strip());
            }
        }
        return names;
    }
}
