package dev.handrail.api.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.handrail.api.problem.Problem;
import dev.handrail.api.problem.ProblemException;
import dev.handrail.api.request.IdempotencyHeader;
import dev.handrail.api.request.Parameters;
import dev.handrail.api.security.Caller;
import dev.handrail.policy.Durations;
import dev.handrail.policy.Policies;
import dev.handrail.policy.Policy;
import dev.handrail.policy.PolicyProblem;
import dev.handrail.policy.PolicyRefused;
import dev.handrail.policy.PolicySimulation;
import dev.handrail.policy.PolicyVersion;
import dev.handrail.policy.Replayed;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/policies")
@Tag(name = "Policies", description = "Which calls run, need reasoning, need a person or never run")
class PolicyController {

    private static final Duration LOOKS_BACK = Duration.ofDays(30);

    private final Policies policies;
    private final PolicySimulation simulation;
    private final IdempotencyHeader idempotency;
    private final Clock clock;

    PolicyController(Policies policies, PolicySimulation simulation, IdempotencyHeader idempotency, Clock clock) {
        this.policies = policies;
        this.simulation = simulation;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    /** @param version 0 for the installation's policy, which the tenant has when it has none of its own */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PolicyView(
            long version,
            String hash,
            @Nullable String yaml,
            @Nullable String by,
            @Nullable Instant at,
            @Nullable String note) {

        static PolicyView whole(PolicyVersion policy) {
            return new PolicyView(
                    policy.version(), policy.hash(), policy.yaml(), policy.by(), policy.at(), policy.note());
        }

        static PolicyView withoutText(PolicyVersion policy) {
            return new PolicyView(policy.version(), policy.hash(), null, policy.by(), policy.at(), policy.note());
        }
    }

    /** @param next cursor of the next page of versions; absent on the last */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PolicyList(
            PolicyView active,
            List<PolicyView> versions,
            @Nullable String next) {}

    @GetMapping
    @Operation(summary = "The active policy, and the tenant's versions, newest first")
    PolicyList list(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String limit) {
        int size = Parameters.limit(limit);
        Policies.Page page = Parameters.page(cursor, () -> policies.versions(caller.tenant(), cursor, size));
        PolicyView active =
                policies.active(caller.tenant()).map(PolicyView::whole).orElseGet(this::installed);
        return new PolicyList(
                active, page.versions().stream().map(PolicyView::withoutText).toList(), page.next());
    }

    private PolicyView installed() {
        return new PolicyView(0, policies.installedHash(), policies.installed(), null, null, null);
    }

    @GetMapping("/{version:\\d{1,18}}")
    @Operation(summary = "One version with its text; 0 is the installation's policy")
    PolicyView find(@AuthenticationPrincipal Caller caller, @PathVariable long version) {
        return version == 0
                ? installed()
                : policies.find(caller.tenant(), version)
                        .map(PolicyView::whole)
                        .orElseThrow(() -> Problem.notFound(
                                        "policy_not_found",
                                        "There is no policy of this version; GET /api/policies lists them")
                                .toException());
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Make a policy the active one; refused whole, with every problem, when anything is wrong")
    PolicyView apply(
            @AuthenticationPrincipal Caller caller,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @RequestBody PolicyRequest request) {
        boolean repeated = idempotency
                .claim(caller.tenant(), key, "apply policy", request)
                .map(IdempotencyHeader.Key::repeated)
                .orElse(false);
        Supplier<PolicyVersion> applying =
                () -> policies.apply(caller.tenant(), request.yaml(), caller.keyId(), request.note());
        return PolicyView.withoutText(orProblem(() ->
                repeated ? policies.applied(caller.tenant(), request.yaml()).orElseGet(applying) : applying.get()));
    }

    @PostMapping(path = "/simulate", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Which past calls the policy would have decided otherwise; changes nothing")
    Replayed simulate(@AuthenticationPrincipal Caller caller, @RequestBody SimulationRequest request) {
        String since = request.since();
        Duration back = since == null
                ? LOOKS_BACK
                : Durations.parse(since)
                        .orElseThrow(() -> Problem.badField(
                                        "invalid_body", "since", "must be a time such as 30d or 12h, at most a year")
                                .toException());
        Policy proposed = orProblem(() -> policies.parse(request.yaml()));
        return simulation.replay(caller.tenant(), proposed, clock.instant().minus(back));
    }

    private static <T> T orProblem(Supplier<T> work) {
        try {
            return work.get();
        } catch (PolicyRefused refused) {
            throw problem(refused);
        }
    }

    private static ProblemException problem(PolicyRefused refused) {
        List<PolicyProblem> problems = refused.problems();
        String more = problems.size() == 1 ? "" : "; and %d more, see problems".formatted(problems.size() - 1);
        return Problem.of(422, "policy_refused", problems.getFirst().in("policy.yaml") + more)
                .with("problems", problems)
                .toException();
    }
}
