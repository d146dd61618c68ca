package dev.handrail.api.security;

import dev.handrail.person.People;
import dev.handrail.person.Person;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;

/**
 * A session holds whose it is and since when; what that person may do is read anew with each request. It ends after 8
 * hours in which nobody did anything, and a day after the sign-in in any case. An open page's stream is nobody doing
 * something.
 */
final class SessionPeople implements SecurityContextRepository {

    static final Duration IDLE = Duration.ofHours(8);

    private static final String TENANT = "tenant";
    private static final String PERSON = "person";
    private static final String SIGNED_IN = "signedInAt";
    private static final String ACTIVE = "activeAt";
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    private final People people;
    private final Clock clock;

    SessionPeople(People people, Clock clock) {
        this.people = people;
        this.clock = clock;
    }

    @Override
    @SuppressWarnings("deprecation") // what the interface's own deferred loading calls
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        caller(holder.getRequest())
                .ifPresent(caller -> context.setAuthentication(
                        UsernamePasswordAuthenticationToken.authenticated(caller, null, List.of())));
        return context;
    }

    private Optional<Caller> caller(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null
                || !(session.getAttribute(TENANT) instanceof String tenant)
                || !(session.getAttribute(PERSON) instanceof String id)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        if (!now.isBefore(time(session, ACTIVE).plus(IDLE))
                || !now.isBefore(time(session, SIGNED_IN).plus(Person.BELIEVED_FOR))) {
            session.invalidate();
            return Optional.empty();
        }
        if (!WebPaths.isStream(request) && now.isAfter(time(session, ACTIVE).plus(NOTED_EVERY))) {
            session.setAttribute(ACTIVE, now.toString());
        }
        return people.find(tenant, id).map(Caller::of);
    }

    private static Instant time(HttpSession session, String name) {
        return session.getAttribute(name) instanceof String text ? Instant.parse(text) : Instant.EPOCH;
    }

    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
        if (context.getAuthentication() != null
                && context.getAuthentication().getPrincipal() instanceof SignedIn signedIn) {
            Person person = signedIn.person();
            HttpSession session = request.getSession(true);
            session.setMaxInactiveInterval((int) IDLE.toSeconds());
            session.setAttribute(TENANT, person.tenant());
            session.setAttribute(PERSON, person.id());
            session.setAttribute(SIGNED_IN, person.signedInAt().toString());
            session.setAttribute(ACTIVE, person.signedInAt().toString());
        }
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(PERSON) != null;
    }
}
