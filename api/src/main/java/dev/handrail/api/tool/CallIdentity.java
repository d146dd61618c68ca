package dev.handrail.api.tool;

import dev.handrail.api.security.Caller;
import dev.handrail.call.Digest;
import dev.handrail.call.IdempotencyKey;
import dev.handrail.call.ToolCall;
import dev.handrail.tool.Tool;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which call this is: the same effect asked for twice has the same id.
 *
 * @param id what callers know it by; the tenant is not in it, so that it opens no other tenant's calls
 */
record CallIdentity(String id, String workflowId, ToolCall call) {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

    private static final List<String> RECORDS =
            List.of("leadId", "opportunityId", "contactId", "accountId", "relatedToId");

    private static final List<String> COMPANIES = List.of("domain", "companyName");

    static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    static String workflowId(String tenant, String id) {
        return "call-%s-%s".formatted(tenant, id);
    }

    /** @param givenKey digest of the caller's Idempotency-Key; null when it gave none */
    static CallIdentity of(
            Caller caller,
            Tool tool,
            Map<String, Object> arguments,
            @Nullable String reasoning,
            @Nullable String givenKey,
            Instant now) {
        String key = givenKey != null
                ? givenKey
                : IdempotencyKey.derive(subject(arguments), text(arguments, "campaignId"), tool.name(), now);
        ToolCall draft = call(UUID.randomUUID().toString(), caller, tool, arguments, key, givenKey != null, reasoning);
        String id = draft.effectKey(tool.effect());
        String workflowId = workflowId(caller.tenant(), id);
        return new CallIdentity(
                id, workflowId, call(workflowId + "/1", caller, tool, arguments, key, givenKey != null, reasoning));
    }

    private static ToolCall call(
            String id,
            Caller caller,
            Tool tool,
            Map<String, Object> arguments,
            String key,
            boolean keyGiven,
            @Nullable String reasoning) {
        return new ToolCall(
                id,
                caller.tenant(),
                caller.keyId(),
                tool.name(),
                arguments,
                key,
                keyGiven,
                limited(arguments),
                null,
                reasoning,
                null);
    }

    /** The person, else the record, else the company the call is about, else what it says. */
    private static String subject(Map<String, Object> arguments) {
        return Optional.ofNullable(text(arguments, "email"))
                .or(() -> first(arguments, RECORDS))
                .or(() -> first(arguments, COMPANIES))
                .orElseGet(() -> Digest.of(arguments));
    }

    /** The record the limits count; a person's address only as a digest. */
    private static String limited(Map<String, Object> arguments) {
        return first(arguments, RECORDS).orElseGet(() -> Digest.ofText(subject(arguments)));
    }

    private static Optional<String> first(Map<String, Object> arguments, List<String> names) {
        return names.stream()
                .map(name -> text(arguments, name))
                .filter(Objects::nonNull)
                .map(Object::toString)
                .findFirst();
    }

    private static @Nullable String text(Map<String, Object> arguments, String name) {
        return arguments.get(name) instanceof String text && !text.isBlank() ? text : null;
    }
}
