package dev.handrail.api.security;

import dev.handrail.call.Role;
import dev.handrail.credential.Tenants;
import dev.handrail.person.Person;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Who somebody is that the identity provider vouches for. */
final class OidcPeople implements OAuth2UserService<OidcUserRequest, OidcUser> {

    private static final String DEFAULT_TENANT = "default";
    private static final int LONGEST_NAME = 100;

    private final OidcProperties properties;
    private final Tenants tenants;
    private final Clock clock;
    private final OidcUserService provider = new OidcUserService();

    OidcPeople(OidcProperties properties, Tenants tenants, Clock clock) {
        this.properties = properties;
        this.tenants = tenants;
        this.clock = clock;
    }

    private static final class VouchedFor extends DefaultOidcUser implements SignedIn {

        private final transient Person person;

        VouchedFor(OidcUser user, Person person) {
            super(user.getAuthorities(), user.getIdToken(), user.getUserInfo());
            this.person = person;
        }

        @Override
        public Person person() {
            return person;
        }
    }

    /** @throws RefusedSignIn when the person has no role, or belongs to no tenant there is */
    @Override
    public OidcUser loadUser(OidcUserRequest request) {
        OidcUser user = provider.loadUser(request);
        Map<String, Object> claims = user.getClaims();
        String tenant =
                texts(claims, properties.tenantClaim()).stream().findFirst().orElse(DEFAULT_TENANT);
        String subject = Objects.requireNonNull(user.getSubject(), "An ID token has a subject");
        if (!tenants.exists(tenant)) {
            throw new RefusedSignIn(
                    RefusedSignIn.Reason.TENANT, "%s is of no tenant there is".formatted(subject), null);
        }
        Set<Role> roles = properties.roles(texts(claims, properties.rolesClaim()), Person.ROLES);
        if (roles.isEmpty()) {
            throw new RefusedSignIn(RefusedSignIn.Reason.ROLE, "%s has no role".formatted(subject), tenant);
        }
        Person person = new Person(
                tenant,
                Person.oidcId(subject),
                name(user, subject),
                user.getEmail(),
                roles,
                Set.copyOf(texts(claims, properties.groupsClaim())),
                clock.instant());
        return new VouchedFor(user, person);
    }

    private static String name(OidcUser user, String subject) {
        return Stream.of(user.getFullName(), user.getPreferredUsername(), user.getEmail())
                .filter(name -> name != null && !name.isBlank())
                .map(name -> name.replaceAll("\\p{C}", "").strip())
                .map(name -> name.substring(0, Math.min(name.length(), LONGEST_NAME)))
                .findFirst()
                .orElse(subject);
    }

    /** A claim with one text or many; dots lead into nested claims. */
    private static List<String> texts(Map<String, Object> claims, String path) {
        return switch (value(claims, path)) {
            case String text when !text.isBlank() -> List.of(text);
            case Collection<?> many -> many.stream().map(String::valueOf).toList();
            case null, default -> List.of();
        };
    }

    private static @Nullable Object value(Map<?, ?> claims, String path) {
        if (claims.containsKey(path)) {
            return claims.get(path);
        }
        int dot = path.indexOf('.');
        return dot > 0 && claims.get(path.substring(0, dot)) instanceof Map<?, ?> nested
                ? value(nested, path.substring(dot + 1))
                : null;
    }
}
