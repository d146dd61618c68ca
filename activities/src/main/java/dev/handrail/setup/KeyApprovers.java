package dev.handrail.setup;

import dev.handrail.approval.Approvers;
import dev.handrail.call.Role;
import dev.handrail.credential.ApiKey;
import dev.handrail.credential.ApiKeys;
import java.time.Clock;
import java.util.Optional;

/** Whoever holds a valid key with the role approver may decide. */
record KeyApprovers(ApiKeys keys, Clock clock) implements Approvers {

    @Override
    public Optional<String> objection(String tenant, String person) {
        Optional<ApiKey> key = keys.list(tenant).stream()
                .filter(candidate -> candidate.id().equals(person))
                .findFirst();
        if (key.isEmpty() || !key.get().validAt(clock.instant())) {
            return Optional.of("Whoever decided has no valid credential any more");
        }
        return key.get().roles().contains(Role.APPROVER)
                ? Optional.empty()
                : Optional.of("Deciding needs the role approver; ask an administrator for it");
    }
}
