package dev.handrail.salesforce;

import dev.handrail.connector.AccessTokens;
import dev.handrail.connector.CrmFailure;
import java.net.URI;
import java.security.PrivateKey;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Ways to sign in to an org without a person. A token is kept until Salesforce refuses it; secrets are asked for each
 * time, so that a rotated one is used without a restart.
 */
public final class SalesforceSignIns {

    private SalesforceSignIns() {}

    /**
     * OAuth 2.0 client credentials: the connected app runs as the user it names.
     *
     * @param loginUrl the org's own, such as {@code https://acme.my.salesforce.com}
     */
    public static SalesforceSignIn clientCredentials(URI loginUrl, String clientId, Supplier<String> clientSecret) {
        TokenEndpoint endpoint = new TokenEndpoint(loginUrl);
        return new CachedSignIn(() -> endpoint.ask(Map.of(
                "grant_type", "client_credentials", "client_id", clientId, "client_secret", clientSecret.get())));
    }

    /**
     * OAuth 2.0 JWT bearer: the app vouches for a user with its private key (RS256).
     *
     * @param audience {@code https://login.salesforce.com}, or {@code https://test.salesforce.com} for a sandbox
     */
    public static SalesforceSignIn jwtBearer(
            URI loginUrl, String clientId, String username, String audience, Supplier<PrivateKey> key) {
        return jwtBearer(loginUrl, clientId, username, audience, key, InstantSource.system());
    }

    static SalesforceSignIn jwtBearer(
            URI loginUrl,
            String clientId,
            String username,
            String audience,
            Supplier<PrivateKey> key,
            InstantSource clock) {
        TokenEndpoint endpoint = new TokenEndpoint(loginUrl);
        Assertion assertion = new Assertion(clientId, username, audience);
        return new CachedSignIn(() -> endpoint.ask(Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:jwt-bearer",
                "assertion",
                assertion.signed(key.get(), clock.instant()))));
    }

    /** Tokens that something else looks after. */
    public static SalesforceSignIn withTokens(URI instanceUrl, AccessTokens tokens) {
        return new SalesforceSignIn() {
            @Override
            public URI instanceUrl() {
                return instanceUrl;
            }

            @Override
            public String current() throws CrmFailure {
                return tokens.current();
            }

            @Override
            public String after(String refused) throws CrmFailure {
                return tokens.after(refused);
            }
        };
    }
}
