package dev.handrail.setup;

import dev.handrail.tenant.TenantVariable;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * The CRM of each tenant.
 *
 * @param configured tenants whose settings are there at the start: the one without a name, and those with a CRM of their
 *     own
 */
record TenantCrms(Function<String, @Nullable String> variables, List<String> configured) {

    private static final String OWN = CrmSettings.PROVIDER + "__";

    static TenantCrms in(ConfigurableEnvironment environment) {
        Stream<String> named = environment.getPropertySources().stream()
                .filter(EnumerablePropertySource.class::isInstance)
                .flatMap(source -> Stream.of(((EnumerablePropertySource<?>) source).getPropertyNames()))
                .filter(name -> name.startsWith(OWN))
                .map(name -> name.substring(OWN.length()).toLowerCase(Locale.ROOT));
        return new TenantCrms(
                environment::getProperty,
                Stream.concat(Stream.of(TenantVariable.ONLY_TENANT), named)
                        .distinct()
                        .toList());
    }

    CrmSettings of(String tenant) {
        return CrmSettings.of(tenant, variables);
    }
}
