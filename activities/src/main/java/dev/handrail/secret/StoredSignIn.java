package dev.handrail.secret;

import dev.handrail.connector.CrmFailure;
import dev.handrail.connector.CrmFailure.Kind;
import dev.handrail.salesforce.SalesforceSignIn;
import dev.handrail.salesforce.SalesforceSignIns;
import java.net.URI;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Signs in to Salesforce with what is stored: anew as soon as that has changed, and with the newest when Salesforce
 * refuses it. A token that was got with earlier credentials is not used any more, so a rotation is seen to work or not.
 */
final class StoredSignIn implements SalesforceSignIn {

    private static final String PROVIDER = "salesforce";
    private static final String AUDIENCE = "https://login.salesforce.com";
    private static final String SANDBOX_AUDIENCE = "https://test.salesforce.com";

    private final CrmCredentials credentials;
    private final String tenant;
    private final Function<Credentials, SalesforceSignIn> ways;
    private @Nullable Session session;

    StoredSignIn(CrmCredentials credentials, String tenant) {
        this(credentials, tenant, StoredSignIn::way);
    }

    StoredSignIn(CrmCredentials credentials, String tenant, Function<Credentials, SalesforceSignIn> ways) {
        this.credentials = credentials;
        this.tenant = tenant;
        this.ways = ways;
    }

    private record Session(Credentials with, SalesforceSignIn signIn) {}

    @Override
    public String current() {
        return withTheNewest(SalesforceSignIn::current);
    }

    @Override
    public String after(String refused) {
        return withTheNewest(signIn -> signIn.after(refused));
    }

    @Override
    public URI instanceUrl() {
        return withTheNewest(SalesforceSignIn::instanceUrl);
    }

    private <T> T withTheNewest(Function<SalesforceSignIn, T> question) {
        Session now = session(credentials.of(tenant, PROVIDER));
        try {
            return question.apply(now.signIn());
        } catch (CrmFailure e) {
            if (e.kind() != Kind.UNAUTHORIZED) {
                throw e;
            }
            Credentials newest = credentials.after(tenant, PROVIDER, now.with());
            if (newest.equals(now.with())) {
                throw e;
            }
            return question.apply(session(newest).signIn());
        }
    }

    private synchronized Session session(Credentials wanted) {
        Session now = session;
        if (now == null || !now.with().equals(wanted)) {
            now = new Session(wanted, ways.apply(wanted));
            session = now;
        }
        return now;
    }

    /** JWT bearer where there is a private key, else client credentials. */
    private static SalesforceSignIn way(Credentials stored) {
        URI loginUrl = loginUrl(stored);
        String clientId = stored.text(Credentials.CLIENT_ID);
        if (!stored.has(Credentials.PRIVATE_KEY)) {
            String secret = stored.text(Credentials.CLIENT_SECRET);
            return SalesforceSignIns.clientCredentials(loginUrl, clientId, () -> secret);
        }
        boolean sandbox = loginUrl.getHost().contains(".sandbox.") || SANDBOX_AUDIENCE.endsWith(loginUrl.getHost());
        String audience = stored.find(Credentials.AUDIENCE).orElse(sandbox ? SANDBOX_AUDIENCE : AUDIENCE);
        return SalesforceSignIns.jwtBearer(
                loginUrl, clientId, stored.text(Credentials.USERNAME), audience, stored::privateKey);
    }

    private static URI loginUrl(Credentials stored) {
        try {
            URI url = URI.create(stored.text(Credentials.LOGIN_URL));
            boolean here = "127.0.0.1".equals(url.getHost()) || "localhost".equals(url.getHost());
            if (url.getHost() != null && ("https".equals(url.getScheme()) || here)) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw noAddress();
        }
        throw noAddress();
    }

    private static CrmFailure noAddress() {
        return new CrmFailure(
                Kind.UNAUTHORIZED,
                "The loginUrl is no https address; store one such as https://acme.my.salesforce.com");
    }
}
