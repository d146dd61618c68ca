package dev.handrail.api.web;

import dev.handrail.call.Role;
import dev.handrail.credential.ApiKey;
import dev.handrail.credential.ApiKeys;
import dev.handrail.person.People;
import dev.handrail.person.Person;
import dev.handrail.wording.Visible;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The names behind the ids of people and keys. */
@Component
class ActorNames {

    private static final int LONGEST = 100;

    private final ApiKeys keys;
    private final People people;
    private final Clock clock;

    ActorNames(ApiKeys keys, People people, Clock clock) {
        this.keys = keys;
        this.people = people;
        this.clock = clock;
    }

    /**
     * Those of one tenant.
     *
     * @param approvers who may decide at all
     */
    record Names(Map<String, String> byId, List<Card.Approver> approvers) {

        /** The id itself when nobody is known by it. */
        String of(String id) {
            return Visible.line(byId.getOrDefault(id, id), LONGEST);
        }
    }

    Names of(String tenant) {
        Map<String, String> names = new HashMap<>();
        List<Card.Approver> approvers = new ArrayList<>();
        Instant now = clock.instant();
        for (ApiKey key : keys.list(tenant)) {
            names.put(key.id(), key.name());
            if (key.roles().contains(Role.APPROVER) && key.validAt(now)) {
                approvers.add(new Card.Approver(key.id(), "%s (a key)".formatted(key.name())));
            }
        }
        for (Person person : people.list(tenant)) {
            names.put(person.id(), person.name());
            if (person.roles().contains(Role.APPROVER) && person.believedAt(now)) {
                approvers.add(new Card.Approver(person.id(), person.name()));
            }
        }
        return new Names(names, List.copyOf(approvers));
    }
}
