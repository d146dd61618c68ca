package dev.handrail.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.api.ApiUnderTest;
import dev.handrail.call.Role;
import dev.handrail.credential.Tenants;
import dev.handrail.person.People;
import dev.handrail.person.Person;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextImpl;

class SessionPeopleIT {

    private final People people = ApiUnderTest.shared().bean(People.class);
    private final Instant morning = Instant.parse("2026-11-25T08:00:00Z");
    private final MockHttpSession session = new MockHttpSession();

    private Person ann(Role role) {
        return new Person("sessions", "local:ann", "Ann", null, Set.of(role), Set.of(), morning);
    }

    @BeforeEach
    void signIn() {
        ApiUnderTest.shared().bean(Tenants.class).create("sessions");
        Person ann = ann(Role.APPROVER);
        people.signedIn(ann);
        at(Duration.ZERO)
                .saveContext(
                        new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated(
                                new LinkSignIn.LinkedPerson(ann), null, List.of())),
                        request("/"),
                        new MockHttpServletResponse());
    }

    private SessionPeople at(Duration later) {
        return new SessionPeople(people, Clock.fixed(morning.plus(later), ZoneOffset.UTC));
    }

    private MockHttpServletRequest request(String path) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.setSession(session);
        return request;
    }

    private @Nullable Caller caller(Duration later, String path) {
        Authentication found =
                at(later).loadDeferredContext(request(path)).get().getAuthentication();
        return found == null ? null : (Caller) found.getPrincipal();
    }

    @Test
    void knowsWhoseItIs() {
        assertThat(caller(Duration.ofMinutes(5), "/leads"))
                .isEqualTo(new Caller("local:ann", "sessions", "Ann", Set.of(Role.APPROVER)));
    }

    @Test
    void endsAfterEightHoursInWhichNobodyDidAnything() {
        assertThat(caller(Duration.ofHours(7), "/leads")).isNotNull();
        assertThat(caller(Duration.ofHours(14), "/leads")).isNotNull();
        assertThat(caller(Duration.ofHours(22), "/leads")).isNull();
        assertThat(session.isInvalid()).isTrue();
    }

    @Test
    void isNotKeptAliveByAnOpenPage() {
        for (int hour = 1; hour < 8; hour++) {
            assertThat(caller(Duration.ofHours(hour), "/authorizations/events")).isNotNull();
        }

        assertThat(caller(Duration.ofHours(8), "/authorizations/events")).isNull();
    }

    @Test
    void endsADayAfterTheSignInWhateverThePersonDoes() {
        for (int hour = 1; hour < 24; hour++) {
            assertThat(caller(Duration.ofHours(hour), "/leads")).isNotNull();
        }

        assertThat(caller(Duration.ofHours(24), "/leads")).isNull();
    }

    @Test
    void takesTheRolesOfTheLatestSignInAtOnce() {
        people.signedIn(ann(Role.VIEWER));

        assertThat(caller(Duration.ofMinutes(5), "/leads"))
                .satisfies(caller -> assertThat(caller.roles()).containsExactly(Role.VIEWER));
    }

    @Test
    void holdsNothingButTexts() {
        assertThat(java.util.Collections.list(session.getAttributeNames()))
                .allSatisfy(name -> assertThat(session.getAttribute(name)).isInstanceOf(String.class));
    }
}
