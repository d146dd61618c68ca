package dev.handrail.breaker;

/** In the order of {@code mcp_circuit_breaker_state}: 0, 1, 2 (seed 001; seed 000 swaps the last two). */
public enum BreakerState {
    CLOSED,
    /** A probe is under way and decides. */
    HALF_OPEN,
    /** Calls are refused; after the time of {@link BreakerRules#openFor()} the next call is the probe. */
    OPEN
}
