package dev.handrail.api.security;

import dev.handrail.call.Role;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /api/sign-in-links} takes.
 *
 * @param name who will use it; the same name is the same person
 * @param roles admin, approver and operator when left out
 */
record SignInLinkRequest(String name, @Nullable Set<Role> roles) {

    private static final Set<Role> WHEN_LEFT_OUT = Set.of(Role.ADMIN, Role.APPROVER, Role.OPERATOR);

    Set<Role> rolesOrDefault() {
        return roles == null ? WHEN_LEFT_OUT : roles;
    }
}
