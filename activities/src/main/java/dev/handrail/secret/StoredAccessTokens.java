package dev.handrail.secret;

import dev.handrail.connector.AccessTokens;

/** Access tokens that somebody else issues and renews, and that are stored with the credentials. */
record StoredAccessTokens(CrmCredentials credentials, String tenant, String provider) implements AccessTokens {

    @Override
    public String current() {
        return credentials.of(tenant, provider).text(Credentials.ACCESS_TOKEN);
    }

    @Override
    public String after(String refused) {
        Credentials known = credentials.of(tenant, provider);
        String token = known.text(Credentials.ACCESS_TOKEN);
        return token.equals(refused)
                ? credentials.after(tenant, provider, known).text(Credentials.ACCESS_TOKEN)
                : token;
    }
}
