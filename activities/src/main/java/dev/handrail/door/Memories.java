package dev.handrail.door;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.handrail.action.Memory;
import dev.handrail.call.ToolCall;
import java.time.Duration;

/**
 * What the steps of each lead saw and wrote in a CRM over a network. Only in this process, and for a minute from the first
 * step on: a lead whose next step runs elsewhere or later asks the CRM again.
 */
final class Memories {

    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int MOST_LEADS = 10_000;

    private final Cache<String, Memory> byWorkflow =
            Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(MOST_LEADS).build();

    Memory of(ToolCall call) {
        Memory known = byWorkflow.getIfPresent(key(call));
        return known == null ? new Memory() : known;
    }

    /** Of a step that succeeded; one that is tried again asks again. */
    void keep(ToolCall call, Memory seen) {
        byWorkflow.get(key(call), unused -> new Memory()).add(seen);
    }

    private static String key(ToolCall call) {
        return call.tenant() + "/" + CallStore.workflowOf(call.id());
    }
}
