package dev.handrail.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handrail.call.Role;
import dev.handrail.person.Person;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** {@code HANDRAIL_OIDC_…} and {@code HANDRAIL_SIGN_IN_…} as an operator sets them. */
class SignInSettingsTest {

    private static Binder environment(Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .forEach(source -> environment.getPropertySources().remove(source.getName()));
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        return new Binder(ConfigurationPropertySources.get(environment));
    }

    private static OidcProperties oidc(Map<String, Object> variables) {
        return environment(variables).bindOrCreate("handrail.oidc", OidcProperties.class);
    }

    @Test
    void hasNoProviderUnlessThereIsAnIssuer() {
        assertThat(oidc(Map.of()).isConfigured()).isFalse();
        assertThat(oidc(Map.of("HANDRAIL_OIDC_ISSUER", "")).isConfigured()).isFalse();
        assertThat(oidc(Map.of()))
                .isEqualTo(new OidcProperties(
                        null, "", "", List.of("openid", "profile", "email"), "roles", "groups", "tenant", Map.of()));
    }

    @Test
    void readsTheProviderFromTheEnvironment() {
        OidcProperties properties = oidc(Map.of(
                "HANDRAIL_OIDC_ISSUER", "https://id.example.com",
                "HANDRAIL_OIDC_CLIENT_ID", "handrail",
                "HANDRAIL_OIDC_CLIENT_SECRET", "s3cret",
                "HANDRAIL_OIDC_SCOPE", "openid,groups",
                "HANDRAIL_OIDC_ROLES_CLAIM", "realm_access.roles",
                "HANDRAIL_OIDC_GROUPS_CLAIM", "teams",
                "HANDRAIL_OIDC_TENANT_CLAIM", "org",
                "HANDRAIL_OIDC_ROLE_APPROVER", "crm-approvers"));

        assertThat(properties)
                .isEqualTo(new OidcProperties(
                        "https://id.example.com",
                        "handrail",
                        "s3cret",
                        List.of("openid", "groups"),
                        "realm_access.roles",
                        "teams",
                        "org",
                        Map.of(Role.APPROVER, "crm-approvers")));
        assertThat(properties.toString()).doesNotContain("s3cret");
    }

    @Test
    void takesTheMappedNameOfARoleAndNoOther() {
        OidcProperties properties = oidc(Map.of("HANDRAIL_OIDC_ROLE_APPROVER", "crm-approvers"));

        assertThat(properties.roles(List.of("crm-approvers", "viewer", "agent"), Person.ROLES))
                .isEqualTo(Set.of(Role.APPROVER, Role.VIEWER));
        assertThat(properties.roles(List.of("approver"), Person.ROLES)).isEmpty();
    }

    @Test
    void asksForTheClientOfAnIssuer() {
        assertThatThrownBy(() -> oidc(Map.of("HANDRAIL_OIDC_ISSUER", "https://id.example.com")))
                .rootCause()
                .hasMessageContaining("HANDRAIL_OIDC_CLIENT_ID");
    }

    @Test
    void limitsAttemptsAsConfigured() {
        assertThat(environment(Map.of()).bindOrCreate("handrail.sign-in", SignInProperties.class))
                .isEqualTo(new SignInProperties(20, 300));
        assertThat(environment(Map.of("HANDRAIL_SIGN_IN_PER_ADDRESS", "7", "HANDRAIL_SIGN_IN_IN_ALL", "70"))
                        .bindOrCreate("handrail.sign-in", SignInProperties.class))
                .isEqualTo(new SignInProperties(7, 70));
        assertThatThrownBy(() -> new SignInProperties(0, 300)).hasMessageContaining("at least 1");
    }
}
