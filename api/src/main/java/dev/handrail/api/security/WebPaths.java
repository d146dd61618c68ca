package dev.handrail.api.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The addresses that people use with a browser. All others belong to programs. */
final class WebPaths {

    static final String SIGN_IN = "/sign-in";
    static final String SIGN_OUT = "/sign-out";
    static final String NOT_ALLOWED = "/sign-in/not-allowed";
    static final String EVENTS = "/authorizations/events";

    /** As a servlet filter is mapped. */
    static final List<String> SERVLET_PATTERNS = List.of(
            "", "/authorizations/*", "/leads/*", "/audit/*", "/sign-in/*", "/sign-out", "/oauth2/*", "/login/*");

    private static final PathPatternRequestMatcher.Builder PATHS = PathPatternRequestMatcher.withDefaults();

    static final RequestMatcher ALL = any(
            "/",
            "/authorizations/**",
            "/leads/**",
            "/audit/**",
            "/sign-in/**",
            "/sign-out",
            "/oauth2/**",
            "/login/**",
            "/assets/**",
            "/favicon.ico");

    /** Without a sign-in. */
    static final RequestMatcher OPEN = any("/sign-in/**", "/oauth2/**", "/login/**", "/assets/**", "/favicon.ico");

    /** Each of these is an attempt to sign in. */
    static final RequestMatcher ATTEMPTS = new OrRequestMatcher(
            PATHS.matcher(HttpMethod.POST, SIGN_IN), any("/oauth2/authorization/*", "/login/oauth2/code/*"));

    private WebPaths() {}

    static boolean isStream(HttpServletRequest request) {
        return request.getRequestURI().equals(EVENTS);
    }

    private static RequestMatcher any(String... patterns) {
        return new OrRequestMatcher(
                List.of(patterns).stream().<RequestMatcher>map(PATHS::matcher).toList());
    }
}
