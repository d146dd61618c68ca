package dev.handrail.api.tool;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /api/tools/{name}/calls} takes.
 *
 * @param reasoning why the caller wants this; some tools ask for it
 * @param callback name of a webhook that is told when the call's authorization is decided and when the call ended
 */
record ToolCallRequest(
        @Nullable Map<String, Object> arguments,
        @Nullable String reasoning,
        @Nullable String callback) {

    Map<String, Object> givenArguments() {
        return arguments == null ? Map.of() : arguments;
    }
}
