package dev.handrail.call;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Take back the effect of one call. Asking twice has the effect of asking once.
 *
 * @param again true to try once more what an earlier undo left for a person
 */
public record UndoRequest(
        String tenant,
        String actor,
        String callId,
        String tool,
        String reason,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean again) {

    public UndoRequest(String tenant, String actor, String callId, String tool, String reason) {
        this(tenant, actor, callId, tool, reason, null);
    }

    public boolean triesAgain() {
        return Boolean.TRUE.equals(again);
    }
}
