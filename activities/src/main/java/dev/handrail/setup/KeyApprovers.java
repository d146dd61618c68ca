package dev.handrail.setup;

import dev.handrail.approval.Approvers;
import dev.handrail.call.Role;
import dev.handrail.credential.ApiKey;
import dev.handrail.credential.ApiKeys;
import dev.handrail.person.SamePerson;
import java.time.Clock;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/** Whoever holds a valid key with the role approver may decide. */
record KeyApprovers(ApiKeys keys, Clock clock) implements Approvers {

    @Override
    public Optional<String> objection(String tenant, String person, Set<String> groups) {
        Optional<ApiKey> key = key(tenant, person);
        if (key.isEmpty() || !key.get().validAt(clock.instant())) {
            return Optional.of("Whoever decided has no valid credential any more");
        }
        if (!key.get().roles().contains(Role.APPROVER)) {
            return Optional.of("Deciding needs the role approver; ask an administrator for it");
        }
        return groups.isEmpty()
                        || !Collections.disjoint(groups, key.get().holder().groups())
                ? Optional.empty()
                : Optional.of("Only members of %s decide about this".formatted(String.join(" or ", groups)));
    }

    @Override
    public boolean stillCounts(String tenant, String person) {
        return key(tenant, person)
                .filter(key -> key.revokedAt() == null && key.roles().contains(Role.APPROVER))
                .isPresent();
    }

    @Override
    public boolean isSamePerson(String tenant, String one, String other) {
        return one.equals(other)
                || owner(tenant, one)
                        .filter(owner ->
                                owner(tenant, other).filter(owner::equals).isPresent())
                        .isPresent();
    }

    Optional<String> owner(String tenant, String person) {
        return key(tenant, person).map(key -> key.holder().owner()).map(SamePerson::named);
    }

    private Optional<ApiKey> key(String tenant, String id) {
        return keys.read(tenant, id);
    }
}
