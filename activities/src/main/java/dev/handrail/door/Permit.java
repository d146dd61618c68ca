package dev.handrail.door;

import dev.handrail.action.ActionRefused;
import dev.handrail.action.ActionScope;
import dev.handrail.approval.Authorization;
import dev.handrail.approval.AuthorizationStore;
import dev.handrail.call.CallResult.AuthorizationNeeded;
import dev.handrail.call.Digest;
import dev.handrail.call.LeadContext;
import dev.handrail.call.Refusal;
import dev.handrail.call.ToolCall;
import dev.handrail.connector.CrmRecord;
import dev.handrail.policy.Policy;
import dev.handrail.policy.Policy.Ruling;
import dev.handrail.tool.Tool;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides, inside the write, whether a call may have its effect. */
final class Permit {

    private final Policy policy;
    private final AuthorizationStore authorizations;
    private final Clock clock;

    Permit(Policy policy, AuthorizationStore authorizations, Clock clock) {
        this.policy = policy;
        this.authorizations = authorizations;
        this.clock = clock;
    }

    /**
     * @return what must be waited for, or empty when the call may go on
     * @throws ActionRefused when it may not
     */
    Optional<AuthorizationNeeded> check(Tool tool, ToolCall call, ActionScope scope) {
        Ruling ruling = policy.rulingOn(tool, call.actor(), call.arguments(), analysis(call.lead()));
        return switch (ruling.permission()) {
            case UNRESTRICTED -> Optional.empty();
            case SOFT_LIMIT -> {
                if (call.reasoning() == null || call.reasoning().isBlank()) {
                    throw new ActionRefused(
                            Refusal.REASONING_REQUIRED, "%s; send reasoning with the call".formatted(ruling.reason()));
                }
                yield Optional.empty();
            }
            case REQUIRES_AUTHORIZATION -> authorize(tool, call, ruling, scope);
            case FORBIDDEN -> throw new ActionRefused(Refusal.FORBIDDEN_BY_POLICY, ruling.reason());
        };
    }

    String policyHash() {
        return policy.hash();
    }

    private Optional<AuthorizationNeeded> authorize(Tool tool, ToolCall call, Ruling ruling, ActionScope scope) {
        Optional<CrmRecord> target = Target.of(call.arguments(), scope);
        String id = idOf(tool, call, target);
        if (id.equals(call.authorizationId())
                && authorizations
                        .find(call.tenant(), id)
                        .filter(asked -> asked.status() == Authorization.Status.AUTHORIZED)
                        .isPresent()) {
            return Optional.empty();
        }
        Authorization asked = authorizations.ask(request(id, call, ruling, target), policy.hash());
        return Optional.of(new AuthorizationNeeded(asked.id(), asked.reason(), asked.expiresAt()));
    }

    /** The id is the binding: whatever an approval was for is in it, and anything else is another authorization. */
    private String idOf(Tool tool, ToolCall call, Optional<CrmRecord> target) {
        Map<String, Object> binding = new LinkedHashMap<>();
        binding.put("tenant", call.tenant());
        binding.put("call", call.id());
        binding.put("tool", tool.name());
        binding.put("schema", Digest.of(tool.inputSchema()));
        binding.put("arguments", call.argumentsDigest());
        binding.put("policy", policy.hash());
        target.ifPresent(record -> binding.put("version", record.version()));
        return "auth-" + Digest.of(binding).substring(0, 24);
    }

    private Authorization request(String id, ToolCall call, Ruling ruling, Optional<CrmRecord> target) {
        Map<String, Object> before = target.map(CrmRecord::fields).orElse(Map.of());
        return new Authorization(
                id,
                call.tenant(),
                Authorization.Status.PENDING,
                call.id().substring(0, Math.max(0, call.id().lastIndexOf('/'))),
                call.id(),
                call.tool(),
                call.arguments(),
                call.argumentsDigest(),
                ruling.reason(),
                call.reasoning(),
                call.actor(),
                target.map(CrmRecord::id).orElse(null),
                target.map(CrmRecord::version).orElse(null),
                before,
                clock.instant(),
                clock.instant().plus(ruling.expiresAfter()),
                null,
                null,
                null);
    }

    private static Map<String, Object> analysis(@Nullable LeadContext lead) {
        return lead == null
                ? Map.of()
                : Map.of("intent", lead.intent(), "fitScore", (long) lead.fitScore(), "decision", lead.decision());
    }
}
