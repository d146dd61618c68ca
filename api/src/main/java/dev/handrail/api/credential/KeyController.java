package dev.handrail.api.credential;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.handrail.api.problem.Problem;
import dev.handrail.api.request.IdempotencyHeader;
import dev.handrail.api.security.Caller;
import dev.handrail.call.Role;
import dev.handrail.credential.ApiKey;
import dev.handrail.credential.ApiKey.Holder;
import dev.handrail.credential.ApiKeys;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/keys")
@Tag(name = "Keys", description = "API keys of the tenant")
class KeyController {

    private final ApiKeys keys;
    private final IdempotencyHeader idempotency;

    KeyController(ApiKeys keys, IdempotencyHeader idempotency) {
        this.keys = keys;
        this.idempotency = idempotency;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Issue a key; its secret is answered once and not kept")
    Issued issue(
            @AuthenticationPrincipal Caller caller,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @RequestBody KeyRequest request) {
        if (request.tenant() != null && !request.tenant().equals(caller.tenant())) {
            throw Problem.of(403, "other_tenant", "Keys are issued for your own tenant only; leave tenant out")
                    .toException();
        }
        idempotency.claim(caller.tenant(), key, "issue key", request).ifPresent(claimed -> {
            if (claimed.repeated()) {
                throw Problem.conflict(
                                "key_issued",
                                "A key was issued for this Idempotency-Key and its secret is not kept; revoke it if it"
                                        + " got lost and ask again with a new Idempotency-Key")
                        .toException();
            }
        });
        Integer days = request.validForDays();
        dev.handrail.credential.Issued issued = keys.issue(
                caller.tenant(),
                request.roles(),
                request.name(),
                caller.keyId(),
                days == null ? null : Duration.ofDays(days),
                new Holder(request.owner(), request.groups() == null ? Set.of() : request.groups()));
        return new Issued(issued.keyId(), issued.key());
    }

    /** @param key the secret */
    record Issued(String id, String key) {}

    record KeyList(List<Credential> keys) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Credential(
            String id,
            String name,
            Set<Role> roles,
            String issuedBy,
            Instant issuedAt,
            @Nullable Instant expiresAt,
            @Nullable Instant revokedAt,
            @Nullable String owner,
            Set<String> groups) {

        static Credential of(ApiKey key) {
            return new Credential(
                    key.id(),
                    key.name(),
                    key.roles(),
                    key.issuedBy(),
                    key.issuedAt(),
                    key.expiresAt(),
                    key.revokedAt(),
                    key.holder().owner(),
                    key.holder().groups());
        }
    }

    @GetMapping
    @Operation(summary = "The tenant's keys, without their secrets")
    KeyList list(@AuthenticationPrincipal Caller caller) {
        return new KeyList(
                keys.list(caller.tenant()).stream().map(Credential::of).toList());
    }

    @DeleteMapping("/{id:[A-Za-z0-9._-]{1,100}}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Revoke a key, at once")
    void revoke(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
        if (!keys.revoke(caller.tenant(), id, caller.keyId())) {
            throw Problem.notFound("key_not_found", "There is no key with this id; GET /api/keys lists them")
                    .toException();
        }
    }
}
