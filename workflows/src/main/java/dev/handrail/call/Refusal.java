package dev.handrail.call;

import java.util.Locale;

/** Why a call did not run. The codes are stable; clients branch on them. */
public enum Refusal {
    UNKNOWN_TOOL,
    INVALID_ARGUMENTS,
    /** The arguments contain an attack or data that must not reach a CRM. */
    BLOCKED,
    RULE_VIOLATED,
    NOT_GROUNDED,
    FORBIDDEN_BY_POLICY,
    REASONING_REQUIRED,
    AUTHORIZATION_REQUIRED,
    /** The same call of the same caller waits for a person already. */
    ALREADY_ASKED,
    AUTHORIZATION_DENIED,
    AUTHORIZATION_EXPIRED,
    KEY_REUSED,
    NOT_FOUND,
    /** Nobody is free then; the message offers other times. */
    NOT_AVAILABLE,
    /** Words that may mean several things; the message asks which. */
    UNCLEAR,
    ALREADY_EXISTS,
    CHANGED_MEANWHILE,
    NOT_SUPPORTED,
    CRM_REFUSED,
    CRM_UNAVAILABLE,
    OUTCOME_UNKNOWN,
    CANCELLED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
