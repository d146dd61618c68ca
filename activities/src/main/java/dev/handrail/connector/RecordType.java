package dev.handrail.connector;

/** The records Handrail works with. NOTE and TASK hold activities; CAMPAIGN and USER are only read. */
public enum RecordType {
    LEAD,
    ACCOUNT,
    CONTACT,
    OPPORTUNITY,
    TASK,
    NOTE,
    CAMPAIGN,
    USER
}
