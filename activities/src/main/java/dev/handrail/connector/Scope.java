package dev.handrail.connector;

/**
 * On whose behalf a connector works.
 *
 * @param by the actor, as the CRM's history should name it
 * @param callId the tool call this belongs to
 */
public record Scope(String tenant, String by, String callId) {}
