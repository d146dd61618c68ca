package dev.handrail.setup;

import dev.handrail.approval.Approvers;
import dev.handrail.call.Role;
import dev.handrail.person.People;
import dev.handrail.person.Person;
import dev.handrail.person.SamePerson;
import java.time.Clock;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A person may decide as the sign-in of the last 24 hours says, a key as {@link KeyApprovers} says. A key whose owner has
 * a person's id, name or e-mail address is that person's.
 */
record KnownApprovers(People people, KeyApprovers keys, Clock clock) implements Approvers {

    @Override
    public Optional<String> objection(String tenant, String person, Set<String> groups) {
        return Person.isId(person) ? personal(tenant, person, groups) : keys.objection(tenant, person, groups);
    }

    private Optional<String> personal(String tenant, String id, Set<String> groups) {
        Optional<Person> person = people.find(tenant, id);
        if (person.isEmpty() || !person.get().believedAt(clock.instant())) {
            return Optional.of("The last sign-in is more than a day ago; sign in again");
        }
        if (!person.get().roles().contains(Role.APPROVER)) {
            return Optional.of("Deciding needs the role approver; ask an administrator for it");
        }
        return groups.isEmpty() || !Collections.disjoint(groups, person.get().groups())
                ? Optional.empty()
                : Optional.of("Only members of %s decide about this".formatted(String.join(" or ", groups)));
    }

    @Override
    public boolean stillCounts(String tenant, String person) {
        return Person.isId(person)
                ? people.find(tenant, person)
                        .filter(known -> known.roles().contains(Role.APPROVER))
                        .isPresent()
                : keys.stillCounts(tenant, person);
    }

    @Override
    public boolean isSamePerson(String tenant, String one, String other) {
        return one.equals(other) || !Collections.disjoint(identities(tenant, one), identities(tenant, other));
    }

    private Set<String> identities(String tenant, String actor) {
        Set<String> identities = new HashSet<>(Set.of(SamePerson.named(actor)));
        if (Person.isId(actor)) {
            Person.localName(actor).map(SamePerson::named).ifPresent(identities::add);
            people.find(tenant, actor)
                    .flatMap(person -> Optional.ofNullable(person.email()))
                    .map(SamePerson::named)
                    .ifPresent(identities::add);
        } else {
            keys.owner(tenant, actor).ifPresent(identities::add);
        }
        return identities;
    }
}
