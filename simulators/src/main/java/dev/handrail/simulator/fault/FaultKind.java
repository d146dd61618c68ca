package dev.handrail.simulator.fault;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What goes wrong. "Applied" means that the request has its full effect on the records. */
public enum FaultKind {
    /** The connection is closed and nothing is applied. */
    @JsonProperty("cut_before")
    CUT_BEFORE,
    /** Applied, then the connection is closed without an answer. */
    @JsonProperty("cut_after")
    CUT_AFTER,
    /** Nothing is applied; the answer is the fault's status and body. */
    @JsonProperty("error_before")
    ERROR_BEFORE,
    /** Applied; the answer is the fault's status and body, 500 unless told otherwise. */
    @JsonProperty("error_after")
    ERROR_AFTER,
    /** Applied and answered; then the same bytes come once more on the connection. */
    @JsonProperty("answer_twice")
    ANSWER_TWICE,
    /** Waits {@code millis}, then goes on as usual. */
    @JsonProperty("delay")
    DELAY,
    /** Applied at once; the answer comes after {@code millis}. */
    @JsonProperty("delay_after")
    DELAY_AFTER
}
