package dev.handrail.limit;

/** The store that the limits are counted in does not answer; nothing may be called until it does. */
public final class LimitsUnavailable extends RuntimeException {

    LimitsUnavailable(Throwable cause) {
        super("The rate limits cannot be counted because their store does not answer; try again later", cause);
    }
}
