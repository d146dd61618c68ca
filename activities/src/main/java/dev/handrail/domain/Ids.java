package dev.handrail.domain;

import dev.handrail.tool.Parameter;

/** What the arguments of every handler have in common. */
final class Ids {

    static final String ID = Parameter.RECORD_ID;

    static final String EMAIL = Parameter.EMAIL;

    /** With its offset, so that nobody has to guess the time zone. */
    static final String MOMENT = "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,6})?)?(Z|[+-]\\d{2}:\\d{2})$";

    static final String DAY = "^\\d{4}-\\d{2}-\\d{2}$";

    private Ids() {}
}
