package dev.handrail.api.security;

import dev.handrail.limit.Limit;
import dev.handrail.limit.LimitStore;
import dev.handrail.limit.LimitStore.Taken;
import dev.handrail.limit.LimitsUnavailable;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.web.filter.OncePerRequestFilter;

/** Slows down whoever tries to guess their way in. */
final class SignInThrottle extends OncePerRequestFilter {

    private final LimitStore limits;
    private final Limit perAddress;
    private final Limit inAll;

    SignInThrottle(LimitStore limits, SignInProperties properties) {
        this.limits = limits;
        this.perAddress = Limit.perMinute(properties.perAddress());
        this.inAll = Limit.perMinute(properties.inAll());
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !WebPaths.ATTEMPTS.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            Taken own = limits.take("sign-in:" + request.getRemoteAddr(), perAddress, 1);
            Taken all = own.taken() ? limits.take("sign-in", inAll, 1) : own;
            if (all.taken()) {
                chain.doFilter(request, response);
            } else {
                say(response, 429, all.untilEnough().toSeconds() + 1, "Too many attempts to sign in. Wait a minute.");
            }
        } catch (LimitsUnavailable e) {
            say(response, 503, 5, "Nobody can sign in at the moment. Try again shortly.");
        }
    }

    private static void say(HttpServletResponse response, int status, long seconds, String text) throws IOException {
        response.setStatus(status);
        response.setHeader("Retry-After", String.valueOf(seconds));
        response.setContentType("text/plain;charset=UTF-8");
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
