package dev.handrail.call;

/** Take back the effect of one call. Asking twice has the effect of asking once. */
public record UndoRequest(String tenant, String actor, String callId, String tool, String reason) {}
