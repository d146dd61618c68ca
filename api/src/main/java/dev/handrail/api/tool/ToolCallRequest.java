package dev.handrail.api.tool;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /api/tools/{name}/calls} takes.
 *
 * @param reasoning why the caller wants this; some tools ask for it
 */
record ToolCallRequest(
        @Nullable Map<String, Object> arguments, @Nullable String reasoning) {

    Map<String, Object> givenArguments() {
        return arguments == null ? Map.of() : arguments;
    }
}
