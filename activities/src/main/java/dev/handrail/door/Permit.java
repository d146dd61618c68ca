package dev.handrail.door;

import dev.handrail.action.ActionRefused;
import dev.handrail.action.ActionScope;
import dev.handrail.approval.Authorization;
import dev.handrail.approval.AuthorizationStore;
import dev.handrail.approval.Grants;
import dev.handrail.call.CallResult.AuthorizationNeeded;
import dev.handrail.call.Digest;
import dev.handrail.call.Refusal;
import dev.handrail.call.ToolCall;
import dev.handrail.connector.CrmRecord;
import dev.handrail.policy.Actors;
import dev.handrail.policy.History;
import dev.handrail.policy.Policies;
import dev.handrail.policy.Policy;
import dev.handrail.policy.Ruling;
import dev.handrail.tool.Permission;
import dev.handrail.tool.Tool;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Decides, inside the write, whether a call may have its effect. */
final class Permit {

    private final Policies policies;
    private final AuthorizationStore authorizations;
    private final PlanApprovals plans;
    private final Grants grants;
    private final Actors actors;
    private final History history;
    private final Clock clock;

    Permit(
            Policies policies,
            AuthorizationStore authorizations,
            PlanApprovals plans,
            Grants grants,
            Actors actors,
            History history,
            Clock clock) {
        this.policies = policies;
        this.authorizations = authorizations;
        this.plans = plans;
        this.grants = grants;
        this.actors = actors;
        this.history = history;
        this.clock = clock;
    }

    /** One call, from its start to its receipt, is judged by one version of its tenant's policy. */
    <T> T underOnePolicy(ToolCall call, Supplier<T> work) {
        return policies.during(call.tenant(), work);
    }

    /**
     * @return what must be waited for, or empty when the call may go on
     * @throws ActionRefused when it may not
     */
    Optional<AuthorizationNeeded> check(Tool tool, ToolCall call, ActionScope scope) {
        CallFacts facts = facts(call, scope);
        Ruling ruling = policy(call).rulingOn(tool, facts);
        return switch (ruling.permission()) {
            case UNRESTRICTED -> Optional.empty();
            case SOFT_LIMIT -> {
                if (!hasReasoning(call) && !plans.cover(given(call), call, ruling, facts, scope)) {
                    throw new ActionRefused(
                            Refusal.REASONING_REQUIRED, "%s; send reasoning with the call".formatted(ruling.reason()));
                }
                yield Optional.empty();
            }
            case REQUIRES_AUTHORIZATION -> {
                Optional<Authorization> given = given(call);
                yield plans.cover(given, call, ruling, facts, scope) || isGranted(call, ruling)
                        ? Optional.empty()
                        : authorize(tool, call, ruling, facts.target(scope), scope, given);
            }
            case FORBIDDEN -> throw new ActionRefused(Refusal.FORBIDDEN_BY_POLICY, ruling.reason());
        };
    }

    /**
     * Whether this call needs nobody's word, so that its work may be done along with another call. What is not known yet
     * counts against it.
     */
    boolean leavesFree(Tool tool, ToolCall call) {
        return switch (policy(call).rulingOn(tool, facts(call, null)).permission()) {
            case UNRESTRICTED -> true;
            case SOFT_LIMIT -> hasReasoning(call);
            case REQUIRES_AUTHORIZATION, FORBIDDEN -> false;
        };
    }

    /** One approver's grant does not stand in for several people, and is not needed by what a person has approved. */
    private boolean isGranted(ToolCall call, Ruling ruling) {
        return ruling.terms().approvals() == 1
                && call.authorizationId() == null
                && grants.use(call, ruling).isPresent();
    }

    /** What the call says it was authorized by. */
    private Optional<Authorization> given(ToolCall call) {
        return Optional.ofNullable(call.authorizationId()).flatMap(id -> authorizations.find(call.tenant(), id));
    }

    private Policy policy(ToolCall call) {
        return policies.of(call.tenant());
    }

    private CallFacts facts(ToolCall call, @Nullable ActionScope scope) {
        return new CallFacts(call, scope, actors, history, clock.instant());
    }

    private static boolean hasReasoning(ToolCall call) {
        return call.reasoning() != null && !call.reasoning().isBlank();
    }

    private Optional<AuthorizationNeeded> authorize(
            Tool tool,
            ToolCall call,
            Ruling ruling,
            Optional<CrmRecord> target,
            ActionScope scope,
            Optional<Authorization> given) {
        if (!scope.crm().joinsOurTransaction() && isUnderWay(tool, call)) {
            return Optional.empty();
        }
        refuseToAskTwice(call);
        String version = target.map(CrmRecord::version).orElse(null);
        return ask(call.tenant(), binding(tool, call, version), given, id -> request(id, tool, call, ruling, target));
    }

    /** Nobody is to read the same card again because an agent did not wait; who means it twice gives each a key. */
    private void refuseToAskTwice(ToolCall call) {
        if (call.lead() == null && !call.keyGiven() && call.authorizationId() == null) {
            authorizations.sameWaiting(call).ifPresent(asked -> {
                throw new ActionRefused(
                        Refusal.ALREADY_ASKED,
                        "You asked for the same already, and it waits for a person as %s; ask for the status of that call, or send an Idempotency-Key when it is meant twice"
                                .formatted(asked));
            });
        }
    }

    /** An attempt of it was approved and let through, and got no answer; what it may have changed is no reason to ask. */
    private boolean isUnderWay(Tool tool, ToolCall call) {
        return plans.isUnderWay(call)
                && authorizations.approved(call.tenant(), call.id()).stream()
                        .anyMatch(asked -> asked.id().equals(idOf(binding(tool, call, asked.recordVersion()))));
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
        Policy policy = policy(call);
        Ruling ruling = new Ruling(
                Permission.REQUIRES_AUTHORIZATION,
                reason,
                null,
                null,
                Ruling.Terms.DEFAULT,
                policy.hash(),
                policy.version());
        return ask(
                call.tenant(),
                binding,
                Optional.empty(),
                id -> request(id, tool, call, ruling, Optional.empty()).besides(Candidates.read(ids, scope)));
    }

    /** Two questions about one call, such as a rule's and a duplicate's, each have an approval of their own. */
    private Optional<AuthorizationNeeded> ask(
            String tenant,
            Map<String, Object> binding,
            Optional<Authorization> given,
            Function<String, Authorization> request) {
        String id = idOf(binding);
        Authorization asked = given.filter(known -> known.id().equals(id))
                .or(() -> authorizations.find(tenant, id))
                .orElseGet(() -> authorizations.ask(request.apply(id)));
        return asked.status() == Authorization.Status.AUTHORIZED
                ? Optional.empty()
                : Optional.of(new AuthorizationNeeded(
                        asked.id(), asked.reason(), asked.expiresAt(), asked.remindAt(), asked.escalateAt()));
    }

    private static String idOf(Map<String, Object> binding) {
        return "auth-" + Digest.of(binding).substring(0, 24);
    }

    private Map<String, Object> binding(Tool tool, ToolCall call, @Nullable String version) {
        Map<String, Object> binding = binding(tool, call);
        if (version != null) {
            binding.put("version", version);
        } else if (ApprovedPlan.changesTheLeadOfItsAddress(call)) {
            binding.put("version", "none yet");
        }
        return binding;
    }

    private Map<String, Object> binding(Tool tool, ToolCall call) {
        Map<String, Object> binding = new LinkedHashMap<>();
        binding.put("tenant", call.tenant());
        binding.put("call", call.id());
        binding.put("tool", tool.name());
        binding.put("schema", Digest.of(tool.inputSchema()));
        binding.put("arguments", call.argumentsDigest());
        binding.put("policy", policy(call).hash());
        return binding;
    }

    private Authorization request(String id, Tool tool, ToolCall call, Ruling ruling, Optional<CrmRecord> target) {
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
                clock.instant().plus(ruling.terms().expiresAfter()),
                null,
                null,
                null,
                ruling,
                tool.undo(),
                null,
                null,
                List.of());
    }
}
