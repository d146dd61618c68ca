package dev.handrail.api.security;

import dev.handrail.call.Role;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The identity provider that people sign in with; none without an issuer.
 *
 * @param scope what is asked for; {@code openid} is always among it
 * @param rolesClaim the claim with the roles; dots lead into nested claims, as in {@code realm_access.roles}
 * @param tenantClaim the claim with the tenant; people without it belong to {@code default}
 * @param role what the provider calls a role, where it is not our name
 */
@ConfigurationProperties("handrail.oidc")
public record OidcProperties(
        @Nullable String issuer,
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue({"openid", "profile", "email"}) List<String> scope,
        @DefaultValue("roles") String rolesClaim,
        @DefaultValue("groups") String groupsClaim,
        @DefaultValue("tenant") String tenantClaim,
        @DefaultValue Map<Role, String> role) {

    public OidcProperties {
        if (issuer != null && !issuer.isBlank() && clientId.isBlank()) {
            throw new IllegalArgumentException("HANDRAIL_OIDC_CLIENT_ID is needed with HANDRAIL_OIDC_ISSUER");
        }
        scope = List.copyOf(scope);
        role = role.isEmpty() ? Map.of() : new EnumMap<>(role);
    }

    public boolean isConfigured() {
        return issuer != null && !issuer.isBlank();
    }

    /** The roles that these values of the claim stand for; what is unknown stands for none. */
    Set<Role> roles(List<String> values, Set<Role> possible) {
        return possible.stream()
                .filter(candidate -> values.contains(nameOf(candidate)))
                .collect(Collectors.toSet());
    }

    private String nameOf(Role candidate) {
        return role.getOrDefault(candidate, candidate.label()).strip();
    }

    @Override
    public String toString() {
        return "OidcProperties[issuer=%s, clientId=%s]"
                .formatted(issuer, clientId)
                .toLowerCase(Locale.ROOT);
    }
}
