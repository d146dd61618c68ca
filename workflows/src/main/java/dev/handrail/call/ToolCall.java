package dev.handrail.call;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.handrail.tool.Effect;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of a tool: everything the activity needs to check it, run it once and write its receipt.
 *
 * @param id unique in the tenant: workflow id, a slash, the number of the step
 * @param key idempotency key, also the external id of a record that is created; see {@link IdempotencyKey}
 * @param keyGiven whether the caller chose the key; then the same key with other arguments is refused
 * @param subject whom the limits count: the lead's id in a lead, else the CRM record
 * @param lead what the grounded analysis says, when the call is a step of a lead
 * @param reasoning why the caller wants this; untrusted text
 * @param authorizationId the authorization that was decided in favour of exactly this call
 * @param next calls of the same lead whose requests to a CRM over a network this one may save
 */
public record ToolCall(
        String id,
        String tenant,
        String actor,
        String tool,
        Map<String, Object> arguments,
        String key,
        boolean keyGiven,
        String subject,
        @Nullable LeadContext lead,
        @Nullable String reasoning,
        @Nullable String authorizationId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<NextCall> next) {

    public ToolCall {
        // Calls of an earlier version have none in their JSON.
        next = next == null ? List.of() : List.copyOf(next);
    }

    public ToolCall(
            String id,
            String tenant,
            String actor,
            String tool,
            Map<String, Object> arguments,
            String key,
            boolean keyGiven,
            String subject,
            @Nullable LeadContext lead,
            @Nullable String reasoning,
            @Nullable String authorizationId) {
        this(id, tenant, actor, tool, arguments, key, keyGiven, subject, lead, reasoning, authorizationId, List.of());
    }

    public ToolCall authorizedBy(String authorization) {
        return new ToolCall(
                id, tenant, actor, tool, arguments, key, keyGiven, subject, lead, reasoning, authorization, next);
    }

    /** With the arguments that an approver gave it; what was authorized before does not count for them. */
    public ToolCall edited(Map<String, Object> other) {
        return new ToolCall(id, tenant, actor, tool, other, key, keyGiven, subject, lead, reasoning, null, next);
    }

    /** Without the white space around texts, which no CRM keeps: what is judged is what will be written. */
    public ToolCall trimmed() {
        return new ToolCall(
                id,
                tenant,
                actor,
                tool,
                trimmed(arguments),
                key,
                keyGiven,
                subject,
                lead,
                reasoning,
                authorizationId,
                next);
    }

    private static Map<String, @Nullable Object> trimmed(Map<?, ?> values) {
        Map<String, @Nullable Object> trimmed = new LinkedHashMap<>();
        values.forEach((name, value) -> trimmed.put(String.valueOf(name), trimmed(value)));
        return trimmed;
    }

    private static @Nullable Object trimmed(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> text.strip();
            case Map<?, ?> nested -> trimmed(nested);
            case List<?> list -> list.stream().map(ToolCall::trimmed).toList();
            default -> value;
        };
    }

    /** This call as if it asked for the next one; for what a policy would say of it. */
    public ToolCall asking(NextCall other) {
        return new ToolCall(
                id,
                tenant,
                actor,
                other.tool(),
                other.arguments(),
                key,
                keyGiven,
                subject,
                lead,
                reasoning,
                authorizationId,
                List.of());
    }

    /** The SHA-256, in hex, of the arguments as canonical JSON. */
    public String argumentsDigest() {
        return Digest.of(arguments);
    }

    /**
     * The key under which the effect is stored. The caller's own key, and the derived key of a tool that creates, mean
     * one effect whatever the arguments; a tool that adds has one effect for the same arguments; and an update asked
     * for again is made again, because the record may have changed in between.
     */
    public String effectKey(Effect effect) {
        if (keyGiven) {
            return key;
        }
        return switch (effect) {
            case CREATE -> key;
            case APPEND -> Digest.of(Map.of("key", key, "arguments", argumentsDigest()));
            case READ, UPDATE -> Digest.of(Map.of("key", key, "call", id));
        };
    }
}
