package dev.handrail.setup;

import dev.handrail.approval.Approvers;
import dev.handrail.call.Role;
import dev.handrail.person.People;
import dev.handrail.person.Person;
import java.time.Clock;
import java.util.Optional;

/** A person may decide as the sign-in of the last 24 hours says, a key as {@link KeyApprovers} says. */
record KnownApprovers(People people, Approvers keys, Clock clock) implements Approvers {

    @Override
    public Optional<String> objection(String tenant, String person) {
        return Person.isId(person) ? personal(tenant, person) : keys.objection(tenant, person);
    }

    private Optional<String> personal(String tenant, String id) {
        Optional<Person> person = people.find(tenant, id);
        if (person.isEmpty() || !person.get().believedAt(clock.instant())) {
            return Optional.of("The last sign-in is more than a day ago; sign in again");
        }
        return person.get().roles().contains(Role.APPROVER)
                ? Optional.empty()
                : Optional.of("Deciding needs the role approver; ask an administrator for it");
    }
}
