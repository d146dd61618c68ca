package dev.handrail.api.web;

import dev.handrail.credential.ApiKey;
import dev.handrail.credential.ApiKeys;
import dev.handrail.person.People;
import dev.handrail.person.Person;
import dev.handrail.wording.Visible;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The names behind the ids of people and keys. */
@Component
class Actors {

    private static final int LONGEST = 100;

    private final ApiKeys keys;
    private final People people;

    Actors(ApiKeys keys, People people) {
        this.keys = keys;
        this.people = people;
    }

    /** Those of one tenant. */
    record Names(Map<String, String> byId) {

        /** The id itself when nobody is known by it. */
        String of(String id) {
            return Visible.line(byId.getOrDefault(id, id), LONGEST);
        }
    }

    Names of(String tenant) {
        Map<String, String> names = new HashMap<>();
        for (ApiKey key : keys.list(tenant)) {
            names.put(key.id(), key.name());
        }
        for (Person person : people.list(tenant)) {
            names.put(person.id(), person.name());
        }
        return new Names(names);
    }
}
