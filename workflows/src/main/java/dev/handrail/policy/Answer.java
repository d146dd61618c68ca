package dev.handrail.policy;

import java.util.List;

/** What became of a condition. */
sealed interface Answer {

    record Holds() implements Answer {}

    record HoldsNot() implements Answer {}

    /**
     * It cannot be evaluated.
     *
     * @param why in a few words
     * @param unknown what it reads that cannot be known, such as {@code record}; empty when the condition itself failed,
     *     by a field that is missing or a text where a number is expected
     */
    record Open(String why, List<String> unknown) implements Answer {}

    static Answer of(boolean holds) {
        return holds ? new Holds() : new HoldsNot();
    }
}
