package dev.handrail.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says who an actor is. */
@FunctionalInterface
public interface Actors {

    /** Empty when nobody of the tenant has this id. */
    Optional<Actor> find(String tenant, String id);

    /** As conditions read it; {@code kind} and {@code roles} are missing when nobody knows the actor. */
    static Map<String, Object> facts(Actors actors, String tenant, String id) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", id);
        actors.find(tenant, id).ifPresent(actor -> {
            facts.put("kind", actor.kind());
            facts.put("roles", actor.roles());
        });
        return facts;
    }

    /**
     * @param kind {@code agent}, {@code pipeline} or {@code person}
     * @param roles labels of the roles it has
     */
    record Actor(String kind, List<String> roles) {

        public Actor {
            roles = List.copyOf(roles);
        }
    }
}
