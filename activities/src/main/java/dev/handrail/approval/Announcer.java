package dev.handrail.approval;

/** Told what becomes of authorizations, each time in the transaction in which it happens. */
public interface Announcer {

    Announcer SILENT = new Announcer() {};

    /** A person is asked, for the first time. */
    default void opened(Authorization authorization) {}

    /** It still waits. */
    default void reminded(Authorization authorization) {}

    /** The second instance may decide, too. */
    default void escalated(Authorization authorization) {}

    /** It waits no longer; its status says why. */
    default void closed(Authorization authorization) {}
}
