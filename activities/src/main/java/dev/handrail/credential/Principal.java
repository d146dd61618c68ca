package dev.handrail.credential;

import dev.handrail.call.Role;
import java.util.Set;

/**
 * Who a key stands for.
 *
 * @param name what the key was called when it was issued
 */
public record Principal(String keyId, String tenant, String name, Set<Role> roles) {

    public Principal {
        roles = Set.copyOf(roles);
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }
}
