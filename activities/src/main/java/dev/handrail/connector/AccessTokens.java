package dev.handrail.connector;

/** The bearer tokens of one tenant's CRM. Safe for many threads. */
public interface AccessTokens {

    /**
     * The token to send.
     *
     * @throws CrmFailure UNAUTHORIZED when there is none, or UNAVAILABLE when it cannot be asked for now
     */
    String current();

    /**
     * The token to try once more with, after the CRM refused this one; the same again when there is no newer.
     *
     * @throws CrmFailure as {@link #current}
     */
    String after(String refused);
}
