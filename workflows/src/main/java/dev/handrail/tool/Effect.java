package dev.handrail.tool;

/** What a call does to the CRM; decides how a repeated call is treated. */
public enum Effect {
    /** Changes nothing; starts no workflow. */
    READ,
    /** Creates a record that should exist once per subject, campaign and hour. */
    CREATE,
    /** Adds a record; calls with other arguments are calls of their own. */
    APPEND,
    /** Changes an existing record. */
    UPDATE
}
