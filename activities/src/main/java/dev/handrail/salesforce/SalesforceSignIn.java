package dev.handrail.salesforce;

import dev.handrail.connector.AccessTokens;
import java.net.URI;

/** The tokens of one org, and where it is. */
public interface SalesforceSignIn extends AccessTokens {

    /** Of the org that the current token is for, such as {@code https://acme.my.salesforce.com}. */
    URI instanceUrl();
}
