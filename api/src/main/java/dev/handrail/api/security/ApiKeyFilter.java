package dev.handrail.api.security;

import dev.handrail.api.problem.FailureProblems;
import dev.handrail.api.problem.Problem;
import dev.handrail.api.problem.ProblemWriter;
import dev.handrail.credential.ApiKeys;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Reads the API key from {@code Authorization: Bearer} or {@code X-API-Key}. */
final class ApiKeyFilter extends OncePerRequestFilter {

    private static final Pattern PLAUSIBLE = Pattern.compile("[\\x21-\\x7e]{8,200}");
    private static final String BEARER = "bearer ";

    private final ApiKeys keys;

    ApiKeyFilter(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String presented = presented(request);
        if (presented != null) {
            Optional<Caller> caller;
            try {
                caller = PLAUSIBLE.matcher(presented).matches()
                        ? keys.authenticate(presented).map(Caller::of)
                        : Optional.empty();
            } catch (RuntimeException e) {
                ProblemWriter.write(request, response, FailureProblems.of(e));
                return;
            }
            if (caller.isEmpty()) {
                refuse(request, response);
                return;
            }
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(caller.get(), null, List.of()));
            SecurityContextHolder.setContext(context);
        }
        chain.doFilter(request, response);
    }

    static void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("WWW-Authenticate", "Bearer realm=\"handrail\"");
        ProblemWriter.write(
                request,
                response,
                Problem.of(
                        401,
                        "unauthenticated",
                        "Send an API key that is valid as 'Authorization: Bearer hr_…'; an administrator issues them"
                                + " with POST /api/keys"));
    }

    private static @Nullable String presented(HttpServletRequest request) {
        String authorization = request.getHeader("Authorization");
        if (authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return authorization.substring(BEARER.length()).strip();
        }
        return authorization == null ? request.getHeader("X-API-Key") : authorization;
    }
}
