package dev.handrail.api.security;

import dev.handrail.call.Role;
import dev.handrail.credential.Principal;
import dev.handrail.person.Person;
import java.util.Set;

/**
 * Who calls, as the credential says.
 *
 * @param keyId the actor in receipts and decisions; the id of a person who signed in
 * @param name the person, agent or pipeline, as whoever issued the key called it
 */
public record Caller(String keyId, String tenant, String name, Set<Role> roles) {

    public Caller {
        roles = Set.copyOf(roles);
    }

    static Caller of(Principal principal) {
        return new Caller(principal.keyId(), principal.tenant(), principal.name(), principal.roles());
    }

    static Caller of(Person person) {
        return new Caller(person.id(), person.tenant(), person.name(), person.roles());
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }

    /** Administrators may do everything but decide. */
    public boolean mayCallTools() {
        return has(Role.AGENT) || has(Role.ADMIN);
    }
}
