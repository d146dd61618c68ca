package dev.handrail.secret;

import dev.handrail.connector.AccessTokens;
import dev.handrail.connector.CrmFailure;
import dev.handrail.salesforce.SalesforceSignIn;
import java.util.List;
import java.util.Optional;

/** What tenants sign in to their CRMs with, as new as {@link #of} promises. Safe for many threads. */
public interface CrmCredentials {

    /** The CRMs there are credentials for, by the names of their connectors. */
    List<String> PROVIDERS = List.of("salesforce", "hubspot");

    /**
     * The tenant's credentials; of AWS Secrets Manager at most five minutes old while it answers, and at most an hour
     * old while it does not. Cheap enough for every call of a CRM.
     *
     * @param provider a connector's name: {@code salesforce}, {@code hubspot}
     * @throws CrmFailure UNAUTHORIZED when there are none or they may not be used, UNAVAILABLE when they cannot be read
     *     now
     */
    Credentials of(String tenant, String provider);

    /**
     * What to try once more with, after the CRM refused these: asked for anew, at most once in ten seconds. The same
     * again when there are no newer.
     *
     * @throws CrmFailure as {@link #of}
     */
    Credentials after(String tenant, String provider, Credentials refused);

    /** Forgets what this process remembers of the tenant's credentials and reads them again. */
    List<Refreshed> refresh(String tenant);

    /** Where the credentials that {@link #of} answers come from; empty when there are none. Never what they are. */
    Optional<Refreshed> standing(String tenant, String provider);

    /** The access token among the tenant's credentials, for connectors that send it as it is. */
    default AccessTokens accessTokens(String tenant, String provider) {
        return new StoredAccessTokens(this, tenant, provider);
    }

    /**
     * The tenant's way to sign in to Salesforce: JWT bearer where there is a private key, else client credentials. Keep
     * it: it holds the token that it got.
     */
    default SalesforceSignIn salesforceSignIn(String tenant) {
        return new StoredSignIn(this, tenant);
    }
}
