package dev.handrail.api.authorization;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.handrail.api.problem.Problem;
import dev.handrail.api.security.Caller;
import dev.handrail.approval.Grant;
import dev.handrail.approval.Grants;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/grants")
@Tag(name = "Grants", description = "What people allowed from then on")
class GrantController {

    private final Grants grants;
    private final Clock clock;

    GrantController(Grants grants, Clock clock) {
        this.grants = grants;
        this.clock = clock;
    }

    record GrantList(List<GrantView> grants) {}

    /** @param good whether a call could use it now */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record GrantView(
            String id,
            String tool,
            String actor,
            Map<String, Object> arguments,
            @Nullable Instant expiresAt,
            @Nullable Integer uses,
            int used,
            boolean good,
            String grantedBy,
            Instant grantedAt,
            String authorizationId,
            @Nullable Instant revokedAt,
            @Nullable String revokedBy) {

        static GrantView of(Grant grant, Instant now) {
            return new GrantView(
                    grant.id(),
                    grant.tool(),
                    grant.actor(),
                    grant.terms().arguments(),
                    grant.terms().expiresAt(),
                    grant.terms().uses(),
                    grant.used(),
                    grant.isGoodAt(now),
                    grant.grantedBy(),
                    grant.grantedAt(),
                    grant.authorizationId(),
                    grant.revokedAt(),
                    grant.revokedBy());
        }
    }

    @GetMapping
    @Operation(summary = "Grants, newest first, also those that are no longer good")
    GrantList list(@AuthenticationPrincipal Caller caller) {
        Instant now = clock.instant();
        return new GrantList(grants.list(caller.tenant()).stream()
                .map(grant -> GrantView.of(grant, now))
                .toList());
    }

    @DeleteMapping("/{id:grant-[0-9a-f]{16}}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Revoke a grant; what has not run yet asks a person again")
    void revoke(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
        if (!grants.revoke(caller.tenant(), id, caller.keyId())) {
            throw Problem.notFound(
                            "grant_not_found", "There is no grant in force with this id; GET /api/grants lists them")
                    .toException();
        }
    }
}
