package dev.handrail.api.request;

/** Remembers what each Idempotency-Key was used for. */
public interface RequestKeys {

    enum Claim {
        NEW,
        /** Used before for the same request. */
        REPEATED,
        /** Used before for another request. */
        TAKEN
    }

    /**
     * @param key digest of the header's value
     * @param request digest of what was asked
     */
    Claim claim(String tenant, String key, String request);
}
