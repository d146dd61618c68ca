package dev.handrail.connector;

/**
 * On whose behalf a connector works.
 *
 * @param by the actor, as the CRM's history should name it
 * @param callId the tool call this belongs to
 * @param writeAhead told before a write goes over a network
 * @param insists whether a person wants the record although it resembles others
 */
public record Scope(String tenant, String by, String callId, WriteAhead writeAhead, boolean insists) {

    public Scope(String tenant, String by, String callId) {
        this(tenant, by, callId, WriteAhead.NONE);
    }

    public Scope(String tenant, String by, String callId, WriteAhead writeAhead) {
        this(tenant, by, callId, writeAhead, false);
    }

    public Scope insisting() {
        return new Scope(tenant, by, callId, writeAhead, true);
    }
}
