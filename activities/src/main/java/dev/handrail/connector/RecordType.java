package dev.handrail.connector;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The records Handrail works with. NOTE and TASK hold activities; CAMPAIGN and USER are only read. Those from ADDRESS on
 * are kept by Office alone.
 */
public enum RecordType {
    LEAD,
    ACCOUNT,
    CONTACT,
    OPPORTUNITY,
    TASK,
    NOTE,
    CAMPAIGN,
    USER,
    ADDRESS,
    ATTRIBUTE,
    SERVICE,
    TICKET,
    INVOICE,
    MESSAGE;

    public static final Set<RecordType> IN_EVERY_CRM = Collections.unmodifiableSet(EnumSet.range(LEAD, USER));
}
