package dev.handrail.connector;

/**
 * On whose behalf a connector works.
 *
 * @param by the actor, as the CRM's history should name it
 * @param callId the tool call this belongs to
 * @param writeAhead told before a write goes over a network
 */
public record Scope(String tenant, String by, String callId, WriteAhead writeAhead) {

    public Scope(String tenant, String by, String callId) {
        this(tenant, by, callId, WriteAhead.NONE);
    }
}
