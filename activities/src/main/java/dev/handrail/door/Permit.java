package dev.handrail.door;

import dev.handrail.action.ActionRefused;
import dev.handrail.action.ActionScope;
import dev.handrail.approval.Authorization;
import dev.handrail.approval.AuthorizationStore;
import dev.handrail.approval.Grants;
import dev.handrail.call.CallResult.AuthorizationNeeded;
import dev.handrail.call.Digest;
import dev.handrail.call.LeadContext;
import dev.handrail.call.Refusal;
import dev.handrail.call.ToolCall;
import dev.handrail.connector.CrmRecord;
import dev.handrail.policy.Policy;
import dev.handrail.policy.Ruling;
import dev.handrail.tool.Tool;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides, inside the write, whether a call may have its effect. */
final class Permit {

    private final Policy policy;
    private final AuthorizationStore authorizations;
    private final Grants grants;
    private final Clock clock;

    Permit(Policy policy, AuthorizationStore authorizations, Grants grants, Clock clock) {
        this.policy = policy;
        this.authorizations = authorizations;
        this.grants = grants;
        this.clock = clock;
    }

    /**
     * @return what must be waited for, or empty when the call may go on
     * @throws ActionRefused when it may not
     */
    Optional<AuthorizationNeeded> check(Tool tool, ToolCall call, ActionScope scope) {
        Policy.Ruling ruling = rulingOn(tool, call);
        return switch (ruling.permission()) {
            case UNRESTRICTED -> Optional.empty();
            case SOFT_LIMIT -> {
                if (!hasReasoning(call)) {
                    throw new ActionRefused(
                            Refusal.REASONING_REQUIRED, "%s; send reasoning with the call".formatted(ruling.reason()));
                }
                yield Optional.empty();
            }
            case REQUIRES_AUTHORIZATION ->
                isGranted(call, question(ruling)) ? Optional.empty() : authorize(tool, call, ruling, scope);
            case FORBIDDEN -> throw new ActionRefused(Refusal.FORBIDDEN_BY_POLICY, ruling.reason());
        };
    }

    /** One approver's grant does not stand in for several people. */
    private boolean isGranted(ToolCall call, Question question) {
        return question.terms().approvals() == 1 && grants.use(call).isPresent();
    }

    private static Question question(Policy.Ruling ruling) {
        return new Question(
                ruling.reason(), null, new Ruling.Terms(1, null, ruling.expiresAfter(), null, null, null, false));
    }

    /** Whether this call needs nobody's word, so that its work may be done along with another call. */
    boolean leavesFree(Tool tool, ToolCall call) {
        return switch (rulingOn(tool, call).permission()) {
            case UNRESTRICTED -> true;
            case SOFT_LIMIT -> hasReasoning(call);
            case REQUIRES_AUTHORIZATION, FORBIDDEN -> false;
        };
    }

    private Policy.Ruling rulingOn(Tool tool, ToolCall call) {
        return policy.rulingOn(tool, call.actor(), call.arguments(), analysis(call.lead()));
    }

    private static boolean hasReasoning(ToolCall call) {
        return call.reasoning() != null && !call.reasoning().isBlank();
    }

    String policyHash() {
        return policy.hash();
    }

    private Optional<AuthorizationNeeded> authorize(Tool tool, ToolCall call, Policy.Ruling ruling, ActionScope scope) {
        Optional<CrmRecord> target = Target.of(call.arguments(), scope);
        Map<String, Object> binding = binding(tool, call);
        target.ifPresent(record -> binding.put("version", record.version()));
        return ask(call.tenant(), binding, id -> request(id, tool, call, question(ruling), target));
    }

    /**
     * A rule of the CRM takes what the call makes for a duplicate. A person sees the candidates and decides.
     *
     * @param ids of the candidates
     * @return what must be waited for, or empty when a person wants it beside exactly these
     */
    Optional<AuthorizationNeeded> besides(List<String> ids, Tool tool, ToolCall call, ActionScope scope) {
        Map<String, Object> binding = binding(tool, call);
        binding.put("besides", ids.stream().sorted().toList());
        String reason = "The CRM takes it for a duplicate of %s; to allow it makes another record"
                .formatted(String.join(", ", ids));
        return ask(
                call.tenant(),
                binding,
                id -> request(id, tool, call, new Question(reason, null, Ruling.Terms.DEFAULT), Optional.empty())
                        .besides(Candidates.read(ids, scope)));
    }

    /** Two questions about one call, such as a rule's and a duplicate's, each have an approval of their own. */
    private Optional<AuthorizationNeeded> ask(
            String tenant, Map<String, Object> binding, Function<String, Authorization> request) {
        String id = "auth-" + Digest.of(binding).substring(0, 24);
        Authorization asked =
                authorizations.find(tenant, id).orElseGet(() -> authorizations.ask(request.apply(id), policy.hash()));
        return asked.status() == Authorization.Status.AUTHORIZED
                ? Optional.empty()
                : Optional.of(new AuthorizationNeeded(
                        asked.id(), asked.reason(), asked.expiresAt(), asked.remindAt(), asked.escalateAt()));
    }

    private Map<String, Object> binding(Tool tool, ToolCall call) {
        Map<String, Object> binding = new LinkedHashMap<>();
        binding.put("tenant", call.tenant());
        binding.put("call", call.id());
        binding.put("tool", tool.name());
        binding.put("schema", Digest.of(tool.inputSchema()));
        binding.put("arguments", call.argumentsDigest());
        binding.put("policy", policy.hash());
        return binding;
    }

    private Authorization request(String id, Tool tool, ToolCall call, Question question, Optional<CrmRecord> target) {
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
                question.reason(),
                call.reasoning(),
                call.actor(),
                target.map(CrmRecord::id).orElse(null),
                target.map(CrmRecord::version).orElse(null),
                before,
                clock.instant(),
                clock.instant().plus(question.terms().expiresAfter()),
                null,
                null,
                null,
                question.rule(),
                question.terms(),
                tool.undo(),
                null,
                null,
                List.of());
    }

    /** Why a person is asked, and which people. */
    private record Question(String reason, Authorization.@Nullable Rule rule, Ruling.Terms terms) {}

    private static Map<String, Object> analysis(@Nullable LeadContext lead) {
        return lead == null
                ? Map.of()
                : Map.of("intent", lead.intent(), "fitScore", (long) lead.fitScore(), "decision", lead.decision());
    }
}
