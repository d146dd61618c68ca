package dev.handrail.call;

import dev.handrail.tool.Effect;
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
        @Nullable String authorizationId) {

    public ToolCall authorizedBy(String authorization) {
        return new ToolCall(id, tenant, actor, tool, arguments, key, keyGiven, subject, lead, reasoning, authorization);
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
