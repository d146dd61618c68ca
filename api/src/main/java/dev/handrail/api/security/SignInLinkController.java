package dev.handrail.api.security;

import dev.handrail.api.problem.Problem;
import dev.handrail.api.request.IdempotencyHeader;
import dev.handrail.person.SignInLinks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Sign-in", description = "Lets people into the web pages without an identity provider")
class SignInLinkController {

    private final SignInLinks links;
    private final IdempotencyHeader idempotency;

    SignInLinkController(SignInLinks links, IdempotencyHeader idempotency) {
        this.links = links;
        this.idempotency = idempotency;
    }

    /** @param path to open with a browser, on this server */
    record Link(String path, Instant expiresAt) {}

    @PostMapping(path = "/api/sign-in-links", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Make a link that signs one person in, once, within 10 minutes")
    Link issue(
            @AuthenticationPrincipal Caller caller,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @RequestBody SignInLinkRequest request) {
        idempotency
                .claim(caller.tenant(), key, "issue sign-in link", request)
                .filter(IdempotencyHeader.Key::repeated)
                .ifPresent(claimed -> {
                    throw Problem.conflict(
                                    "link_issued",
                                    "A link was made for this Idempotency-Key and is not kept; ask again with a new one")
                            .toException();
                });
        try {
            SignInLinks.Issued issued =
                    links.issue(caller.tenant(), request.name(), request.rolesOrDefault(), caller.keyId());
            return new Link(WebPaths.SIGN_IN + "?code=" + issued.code(), issued.expiresAt());
        } catch (IllegalArgumentException e) {
            throw Problem.badField("invalid_body", "name", String.valueOf(e.getMessage()))
                    .toException();
        }
    }
}
