package dev.handrail.person;

import dev.handrail.call.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who signed in, as the last sign-in said.
 *
 * @param id {@code oidc:<subject>} or {@code local:<name>}; the actor in receipts and decisions
 * @param groups the approver groups the person belongs to
 */
public record Person(
        String tenant,
        String id,
        String name,
        @Nullable String email,
        Set<Role> roles,
        Set<String> groups,
        Instant signedInAt) {

    /** What a sign-in said is believed for so long; then the person must sign in again. */
    public static final Duration BELIEVED_FOR = Duration.ofHours(24);

    /** What a person can be. Agents and pipelines have keys. */
    public static final Set<Role> ROLES = EnumSet.of(Role.ADMIN, Role.APPROVER, Role.OPERATOR, Role.VIEWER);

    private static final String OIDC = "oidc:";
    private static final String LOCAL = "local:";

    public Person {
        roles = Set.copyOf(roles);
        groups = Set.copyOf(groups);
        if (roles.isEmpty() || !ROLES.containsAll(roles)) {
            throw new IllegalArgumentException("A person is one or more of admin, approver, operator and viewer");
        }
        if (!isId(id)) {
            throw new IllegalArgumentException("A person's id begins with oidc: or local:");
        }
    }

    public static String oidcId(String subject) {
        return OIDC + subject;
    }

    public static String localId(String name) {
        return LOCAL + name;
    }

    /** The name of a one-time link, when that is how the person signs in. */
    public static Optional<String> localName(String id) {
        return id.startsWith(LOCAL) ? Optional.of(id.substring(LOCAL.length())) : Optional.empty();
    }

    /** Whether an actor is a person; otherwise it is a key. */
    public static boolean isId(String actor) {
        return actor.startsWith(OIDC) || actor.startsWith(LOCAL);
    }

    public boolean believedAt(Instant time) {
        return time.isBefore(signedInAt.plus(BELIEVED_FOR));
    }
}
