package dev.handrail.api.tool;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.handrail.call.CallResult;
import dev.handrail.tool.Undo;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a tool call stands, for REST and MCP.
 *
 * @param id to ask again with {@code GET /api/calls/{id}}; absent when the tool only read
 * @param code stable code of the reason, unless it succeeded or runs
 * @param queueId the authorization it waits for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CallReply(
        @Nullable String id,
        @Nullable String workflowId,
        String tool,
        Status status,
        @Nullable Result result,
        @Nullable String code,
        @Nullable String message,
        @JsonProperty("queue_id") @Nullable String queueId,
        @Nullable String reason,
        @Nullable Instant expiresAt) {

    public enum Status {
        SUCCEEDED,
        REFUSED,
        FAILED,
        UNKNOWN,
        RUNNING,
        AUTHORIZATION_REQUIRED;

        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param replayed whether this is the stored result of the same call made earlier */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Result(
            @Nullable String crmRecordId,
            Map<String, Object> data,
            List<String> warnings,
            Undo undo,
            int attempts,
            boolean replayed) {}

    static CallReply of(@Nullable String id, @Nullable String workflowId, String tool, CallResult result) {
        return switch (result.status()) {
            case SUCCEEDED ->
                new CallReply(
                        id,
                        workflowId,
                        tool,
                        Status.SUCCEEDED,
                        new Result(
                                result.crmRecordId(),
                                result.data(),
                                result.warnings(),
                                result.undo(),
                                result.attempts(),
                                result.replayed()),
                        null,
                        null,
                        null,
                        null,
                        null);
            case REFUSED -> ended(id, workflowId, tool, Status.REFUSED, result);
            case FAILED -> ended(id, workflowId, tool, Status.FAILED, result);
            case UNKNOWN -> ended(id, workflowId, tool, Status.UNKNOWN, result);
            case AUTHORIZATION_REQUIRED -> waiting(id, workflowId, tool, result);
        };
    }

    static CallReply running(String id, String workflowId, String tool) {
        return new CallReply(
                id,
                workflowId,
                tool,
                Status.RUNNING,
                null,
                null,
                "It runs and will end whether you wait or not; ask again with its id",
                null,
                null,
                null);
    }

    static CallReply ended(@Nullable String id, @Nullable String workflowId, String tool, String code, String message) {
        return new CallReply(id, workflowId, tool, Status.FAILED, null, code, message, null, null, null);
    }

    private static CallReply ended(
            @Nullable String id, @Nullable String workflowId, String tool, Status status, CallResult result) {
        return new CallReply(id, workflowId, tool, status, null, result.code(), result.message(), null, null, null);
    }

    private static CallReply waiting(@Nullable String id, @Nullable String workflowId, String tool, CallResult result) {
        CallResult.AuthorizationNeeded needed = result.authorization();
        return new CallReply(
                id,
                workflowId,
                tool,
                Status.AUTHORIZATION_REQUIRED,
                null,
                result.code(),
                "Queued for your authorization. A person decides at /api/authorizations; ask again with the id of this call.",
                needed == null ? null : needed.id(),
                needed == null ? result.message() : needed.reason(),
                needed == null ? null : needed.expiresAt());
    }

    public boolean isProblem() {
        return status == Status.REFUSED || status == Status.FAILED || status == Status.UNKNOWN;
    }
}
