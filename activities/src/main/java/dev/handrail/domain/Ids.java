package dev.handrail.domain;

/** What the arguments of every handler have in common. */
final class Ids {

    /** As {@code Parameter.recordId}. */
    static final String ID = "^[A-Za-z0-9_-]{1,40}$";

    static final String EMAIL = "^[^@\\s]{1,64}@[^@\\s]+\\.[^@\\s]+$";

    /** With its offset, so that nobody has to guess the time zone. */
    static final String MOMENT = "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,6})?)?(Z|[+-]\\d{2}:\\d{2})$";

    static final String DAY = "^\\d{4}-\\d{2}-\\d{2}$";

    private Ids() {}
}
