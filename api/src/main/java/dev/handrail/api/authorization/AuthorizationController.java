package dev.handrail.api.authorization;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.handrail.api.ApiProperties;
import dev.handrail.api.problem.Problem;
import dev.handrail.api.problem.ProblemException;
import dev.handrail.api.request.IdempotencyHeader;
import dev.handrail.api.request.Parameters;
import dev.handrail.api.security.Caller;
import dev.handrail.approval.Authorization;
import dev.handrail.approval.Authorization.Status;
import dev.handrail.approval.AuthorizationDesk;
import dev.handrail.approval.AuthorizationStore;
import dev.handrail.authorization.Decision;
import dev.handrail.authorization.GrantTerms;
import dev.handrail.call.Digest;
import dev.handrail.call.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/authorizations")
@Tag(name = "Authorizations", description = "What waits for a person")
class AuthorizationController {

    static final String ID = "[A-Za-z0-9._:-]{1,200}";

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final int LONGEST_TOOL_NAME = 64;

    private final AuthorizationStore authorizations;
    private final Decisions decisions;
    private final AuthorizationDesk desk;
    private final Edits edits;
    private final IdempotencyHeader idempotency;
    private final ApiProperties properties;

    AuthorizationController(
            AuthorizationStore authorizations,
            Decisions decisions,
            AuthorizationDesk desk,
            Edits edits,
            IdempotencyHeader idempotency,
            ApiProperties properties) {
        this.authorizations = authorizations;
        this.decisions = decisions;
        this.desk = desk;
        this.edits = edits;
        this.idempotency = idempotency;
        this.properties = properties;
    }

    /** @param next cursor of the next page; absent on the last */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AuthorizationPage(
            List<AuthorizationView> authorizations,
            @Nullable String next) {}

    @GetMapping
    @Operation(summary = "Authorizations, oldest first")
    AuthorizationPage list(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String tool,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String limit) {
        Status wanted = Parameters.choice("status", status, Status.class);
        String named = Parameters.text("tool", tool, LONGEST_TOOL_NAME);
        int size = Parameters.limit(limit);
        AuthorizationStore.Page page =
                Parameters.page(cursor, () -> authorizations.list(caller.tenant(), wanted, named, cursor, size));
        return new AuthorizationPage(
                page.authorizations().stream()
                        .map(authorization -> AuthorizationView.of(authorization, null))
                        .toList(),
                page.next());
    }

    @GetMapping("/{id:" + ID + "}")
    @Operation(summary = "One authorization; ?wait=25s waits for its decision")
    AuthorizationView find(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @RequestParam(name = "wait", required = false) @Nullable String wait)
            throws InterruptedException {
        long end = System.nanoTime()
                + Parameters.wait(wait, properties.longestWait()).toNanos();
        Authorization authorization = visible(caller, id);
        while (authorization.status() == Status.PENDING && System.nanoTime() < end) {
            Thread.sleep(BETWEEN_LOOKS);
            authorization = visible(caller, id);
        }
        return view(caller, authorization);
    }

    @PostMapping(path = "/{id:" + ID + "}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Decide; needs the role approver and is never up to whoever asked")
    AuthorizationView decide(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @RequestBody DecisionRequest request) {
        refuseContradictions(request);
        if (request.arguments() != null) {
            edits.requireValid(decisions.find(caller.tenant(), id), request.arguments());
        }
        String decisionId = idempotency
                .claimOf(caller.keyId(), caller.tenant(), key, "decide", id, request)
                .map(IdempotencyHeader.Key::digest)
                .orElseGet(() -> decisionId(id, caller, request.verdict(), request.arguments(), request.terms()));
        Decision decision = new Decision(
                decisionId,
                id,
                request.verdict(),
                caller.keyId(),
                request.notes(),
                request.arguments(),
                request.terms());
        return view(caller, decisions.decide(caller, decision));
    }

    private static String decisionId(
            String id,
            Caller caller,
            Decision.Verdict verdict,
            @Nullable Map<String, Object> arguments,
            @Nullable GrantTerms grant) {
        return Digest.of(List.of(
                id,
                caller.keyId(),
                verdict,
                arguments == null ? "" : Digest.of(arguments),
                grant == null ? "" : Digest.of(grant)));
    }

    private static void refuseContradictions(DecisionRequest request) {
        boolean denies = request.verdict() == Decision.Verdict.DENIED;
        if (denies && (request.arguments() != null || request.terms() != null)) {
            throw Problem.of(422, "contradiction", "A denial takes neither arguments nor a grant; leave them out")
                    .toException();
        }
    }

    /** @param authorizations a verdict for each, in the order they were sent */
    record BatchAnswer(List<BatchVerdict> authorizations) {}

    /** @param problem code of what stood in the way; absent when the decision counts */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BatchVerdict(
            String id,
            @Nullable String status,
            @Nullable String problem,
            @Nullable String detail) {}

    @PostMapping(path = "/batch", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Decide about several, each by itself, with a verdict for each")
    BatchAnswer decideAll(@AuthenticationPrincipal Caller caller, @RequestBody BatchRequest request) {
        Decision.Verdict verdict = Decision.Verdict.valueOf(request.decision().toUpperCase(Locale.ROOT));
        return new BatchAnswer(request.ids().stream()
                .map(id -> verdictOn(id, caller, verdict, request.notes()))
                .toList());
    }

    private BatchVerdict verdictOn(String id, Caller caller, Decision.Verdict verdict, @Nullable String notes) {
        try {
            Authorization decided = decisions.decide(
                    caller,
                    new Decision(decisionId(id, caller, verdict, null, null), id, verdict, caller.keyId(), notes));
            return new BatchVerdict(id, decided.status().name().toLowerCase(Locale.ROOT), null, null);
        } catch (ProblemException refused) {
            return new BatchVerdict(
                    id, null, refused.problem().code(), refused.problem().detail());
        }
    }

    @PostMapping(path = "/{id:" + ID + "}/delegation", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Let another approver decide, too, where the policy allows it")
    AuthorizationView delegate(
            @AuthenticationPrincipal Caller caller, @PathVariable String id, @RequestBody DelegationRequest request) {
        decisions.find(caller.tenant(), id);
        desk.delegate(caller.tenant(), id, caller.keyId(), request.to()).ifPresent(why -> {
            throw Problem.of(403, "not_delegated", why).toException();
        });
        return view(caller, decisions.find(caller.tenant(), id));
    }

    /** Whoever asked sees its own; approvers, operators and administrators see all of the tenant. */
    private Authorization visible(Caller caller, String id) {
        Authorization authorization = decisions.find(caller.tenant(), id);
        boolean all = caller.has(Role.APPROVER) || caller.has(Role.OPERATOR) || caller.has(Role.ADMIN);
        if (!all && !authorization.requestedBy().equals(caller.keyId())) {
            throw Problem.notFound("authorization_not_found", "There is no authorization of yours with this id")
                    .toException();
        }
        return authorization;
    }

    private AuthorizationView view(Caller caller, Authorization authorization) {
        boolean mayDecide = caller.has(Role.APPROVER)
                && authorizations.objection(authorization, caller.keyId()).isEmpty();
        return AuthorizationView.of(
                authorization,
                mayDecide ? authorizations.decisionCode(caller.tenant(), authorization.id(), caller.keyId()) : null);
    }
}
