package dev.handrail.call;

/** The kinds of failure after which an attempt is made again; the type of the {@code ApplicationFailure}. */
public enum RetryLater {
    /** A limit of ours or of the CRM is used up; the delay says until when. Never counts as a failure. */
    RATE_LIMITED,
    /** The breaker is open; the delay says until when. Never counts as a failure. */
    BREAKER_OPEN,
    /** The same effect is being made by another call. */
    IN_PROGRESS,
    /** The CRM or the database did not answer; backs off exponentially. */
    UNAVAILABLE
}
