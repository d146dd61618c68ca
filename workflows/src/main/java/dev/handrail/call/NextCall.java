package dev.handrail.call;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A call that the lead's plan makes later. What it writes or looks for may travel with an earlier call, if policy leaves
 * it free; it passes the door by itself all the same.
 *
 * @param arguments as far as they are known
 */
public record NextCall(String tool, Map<String, Object> arguments) {

    public NextCall {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }
}
