package dev.handrail.connector;

/** A value that a field does not take. The message completes "the field …" and never holds the value. */
public final class Unacceptable extends RuntimeException {

    public Unacceptable(String rule) {
        super(rule, null, false, false);
    }
}
