package dev.handrail.api.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/** Bound to the session of whoever is signed in; a cookie before, so that a stranger's visit leaves no session behind. */
final class CsrfTokens implements CsrfTokenRepository {

    private static final String HEADER = "X-CSRF-TOKEN";
    private static final String PARAMETER = "_csrf";
    private static final String ATTRIBUTE = "csrf";

    private final CookieCsrfTokenRepository cookie = new CookieCsrfTokenRepository();

    /** @param secure whether people come over https, whatever a proxy makes of it */
    CsrfTokens(boolean secure) {
        cookie.setCookieName(secure ? "__Host-handrail-csrf" : "handrail-csrf");
        cookie.setHeaderName(HEADER);
        cookie.setParameterName(PARAMETER);
        cookie.setCookiePath("/");
        cookie.setCookieCustomizer(made -> {
            made.httpOnly(true).sameSite("Lax");
            if (secure) {
                made.secure(true);
            }
        });
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        return cookie.generateToken(request);
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        HttpSession session = request.getSession(false);
        if (session == null) {
            cookie.saveToken(token, request, response);
        } else {
            session.setAttribute(ATTRIBUTE, token == null ? null : token.getToken());
        }
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null) {
            return cookie.loadToken(request);
        }
        return session.getAttribute(ATTRIBUTE) instanceof String value
                ? new DefaultCsrfToken(HEADER, PARAMETER, value)
                : null;
    }
}
