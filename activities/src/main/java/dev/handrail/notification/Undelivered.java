package dev.handrail.notification;

import org.jspecify.annotations.Nullable;

/** A message that did not arrive; its text says why, and quotes nothing of an answer. */
final class Undelivered extends Exception {

    private final boolean forGood;

    private Undelivered(String message, boolean forGood, @Nullable Throwable cause) {
        super(message, cause);
        this.forGood = forGood;
    }

    /** Trying again may help. */
    static Undelivered forNow(String why, Throwable cause) {
        return new Undelivered(why, false, cause);
    }

    static Undelivered forNow(String why) {
        return new Undelivered(why, false, null);
    }

    static Undelivered forGood(String why) {
        return new Undelivered(why, true, null);
    }

    boolean isForGood() {
        return forGood;
    }
}
