package dev.handrail.api.authorization;

/** @param to who may decide, too */
record DelegationRequest(String to) {}
