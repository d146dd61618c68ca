package dev.handrail.api.temporal;

import dev.handrail.api.correlation.Correlation;
import dev.handrail.temporal.TaskQueue;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.Priority;
import java.util.LinkedHashMap;
import java.util.Map;

/** What every workflow is started with: its queue, a fair share for its tenant, and how to recognise it. */
public final class StartOptions {

    /** Digest of what was asked, in the memo, by which the same id for something else is noticed. */
    public static final String DIGEST = "digest";

    public static final String TENANT = "tenant";

    /** Name of the tool, in the memo of a tool call. */
    public static final String TOOL = "tool";

    private StartOptions() {}

    /** @param summary shown in Temporal's UI; not encrypted, so nothing of a person */
    public static WorkflowOptions.Builder of(
            String workflowId, String tenant, String digest, String summary, Map<String, Object> more) {
        Map<String, Object> memo = new LinkedHashMap<>(more);
        memo.put(DIGEST, digest);
        memo.put(TENANT, tenant);
        memo.put(Correlation.KEY, Correlation.current());
        return WorkflowOptions.newBuilder()
                .setWorkflowId(workflowId)
                .setTaskQueue(TaskQueue.NAME)
                .setStaticSummary(summary)
                .setPriority(Priority.newBuilder().setFairnessKey(tenant).build())
                .setMemo(memo);
    }
}
