package dev.handrail.notification;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** What somebody can be told of. */
public enum Event {
    OPENED("authorization.opened"),
    REMINDER("authorization.reminder"),
    ESCALATED("authorization.escalated"),
    DECIDED("authorization.decided"),
    EXPIRED("authorization.expired"),
    WITHDRAWN("authorization.withdrawn"),
    /** Goes to the call's callback only. */
    CALL_ENDED("call.ended"),
    /** An administrator tries a channel. */
    TEST("test");

    /** Those that a channel may choose of. */
    public static final Set<Event> OF_AUTHORIZATIONS = Set.copyOf(EnumSet.range(OPENED, WITHDRAWN));

    private final String label;

    Event(String label) {
        this.label = label;
    }

    @JsonValue
    public String label() {
        return label;
    }

    @JsonCreator
    public static Event of(String label) {
        return Arrays.stream(values())
                .filter(event -> event.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no such event"));
    }
}
