package dev.handrail.door;

import dev.handrail.approval.Approvers;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Approvers are called {@code approver…}; {@code approver@finance} is of that group, and of one person up to a colon. */
public final class NamedApprovers implements Approvers {

    private final Set<String> gone = ConcurrentHashMap.newKeySet();

    void leaves(String person) {
        gone.add(person);
    }

    @Override
    public Optional<String> objection(String tenant, String person, Set<String> groups) {
        if (!person.startsWith("approver")) {
            return Optional.of("not an approver");
        }
        return groups.isEmpty() || groups.stream().anyMatch(group -> person.endsWith("@" + group))
                ? Optional.empty()
                : Optional.of("not in " + groups);
    }

    @Override
    public boolean stillCounts(String tenant, String person) {
        return !gone.contains(person);
    }

    @Override
    public boolean isSamePerson(String tenant, String one, String other) {
        return name(one).equals(name(other));
    }

    private static String name(String person) {
        return person.replaceFirst("[:@].*", "");
    }
}
