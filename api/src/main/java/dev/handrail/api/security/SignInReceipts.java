package dev.handrail.api.security;

import dev.handrail.audit.AuditEntry;
import dev.handrail.audit.AuditLog;
import dev.handrail.call.Role;
import dev.handrail.person.People;
import dev.handrail.person.Person;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;

/** What follows a sign-in, a refusal and a sign-out: remembering the person, a receipt, and the next page. */
final class SignInReceipts {

    private static final Logger log = LoggerFactory.getLogger(SignInReceipts.class);

    /** Where the refusals of strangers are noted. */
    private static final String DEFAULT_TENANT = "default";

    private final People people;
    private final AuditLog audit;
    private final RequestCache requests;

    SignInReceipts(People people, AuditLog audit, RequestCache requests) {
        this.people = people;
        this.audit = audit;
        this.requests = requests;
    }

    void signedIn(HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        if (!(authentication.getPrincipal() instanceof SignedIn signedIn)) {
            throw new IllegalStateException("Every way to sign in says who the person is");
        }
        Person person = signedIn.person();
        people.signedIn(person);
        audit.append(AuditEntry.of(person.tenant(), person.id(), "signed_in", "succeeded")
                .saying(
                        Map.of(
                                "roles",
                                        person.roles().stream()
                                                .map(Role::label)
                                                .sorted()
                                                .toList(),
                                "groups", person.groups().stream().sorted().toList()),
                        Map.of()));
        String next = next(requests.getRequest(request, response));
        requests.removeRequest(request, response);
        response.sendRedirect(next);
    }

    /** Only the path of the page that was asked for: nobody is sent to another site. */
    private static String next(@Nullable SavedRequest saved) {
        if (saved == null) {
            return "/";
        }
        URI asked = URI.create(saved.getRedirectUrl());
        String path = asked.getRawPath();
        boolean ours = path != null && path.startsWith("/") && !path.startsWith("//");
        if (!ours) {
            return "/";
        }
        return asked.getRawQuery() == null ? path : path + "?" + asked.getRawQuery();
    }

    void refused(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        RefusedSignIn refusal = refusal(failure);
        log.warn("A sign-in was refused: {}", refusal.getMessage());
        String tenant = refusal.tenant() == null ? DEFAULT_TENANT : refusal.tenant();
        audit.append(AuditEntry.of(tenant, "unknown", "sign_in_refused", "refused")
                .saying(
                        Map.of("address", request.getRemoteAddr()),
                        Map.of("reason", refusal.reason().code())));
        response.sendRedirect(WebPaths.SIGN_IN + "?refused=" + refusal.reason().code());
    }

    private static RefusedSignIn refusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedSignIn refusal) {
                return refusal;
            }
        }
        return new RefusedSignIn(
                RefusedSignIn.Reason.PROVIDER,
                "%s: %s".formatted(failure.getClass().getSimpleName(), failure.getMessage()),
                null);
    }

    void signedOut(HttpServletRequest request, HttpServletResponse response, @Nullable Authentication authentication) {
        if (authentication != null && authentication.getPrincipal() instanceof Caller caller) {
            audit.append(AuditEntry.of(caller.tenant(), caller.keyId(), "signed_out", "succeeded"));
        }
    }
}
