package dev.handrail.api.security;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.util.function.SingletonSupplier;

/** The identity provider, asked for its addresses when somebody first signs in, so that a start does not wait for it. */
final class OidcProvider implements ClientRegistrationRepository {

    static final String ID = "handrail";

    private final SingletonSupplier<ClientRegistration> registration;

    /** @param publicUrl where people reach this; null for wherever a request says */
    OidcProvider(OidcProperties properties, @Nullable String publicUrl) {
        this.registration = SingletonSupplier.of(() -> ClientRegistrations.fromIssuerLocation(
                        String.valueOf(properties.issuer()))
                .registrationId(ID)
                .clientId(properties.clientId())
                .clientSecret(properties.clientSecret())
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .scope(properties.scope())
                .redirectUri((publicUrl == null ? "{baseUrl}" : publicUrl) + "/login/oauth2/code/{registrationId}")
                .build());
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        return id.equals(ID) ? registration.obtain() : null;
    }

    /** Nothing is asked of the provider after the sign-in, so its tokens are not kept. */
    static final class NoTokens implements OAuth2AuthorizedClientRepository {

        @Override
        public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
                String id,
                org.springframework.security.core.Authentication principal,
                jakarta.servlet.http.HttpServletRequest request) {
            return null;
        }

        @Override
        public void saveAuthorizedClient(
                OAuth2AuthorizedClient client,
                org.springframework.security.core.Authentication principal,
                jakarta.servlet.http.HttpServletRequest request,
                jakarta.servlet.http.HttpServletResponse response) {}

        @Override
        public void removeAuthorizedClient(
                String id,
                org.springframework.security.core.Authentication principal,
                jakarta.servlet.http.HttpServletRequest request,
                jakarta.servlet.http.HttpServletResponse response) {}
    }
}
