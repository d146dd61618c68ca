package dev.handrail.policy;

import java.util.List;
import java.util.Optional;

/** Says who an actor is. */
@FunctionalInterface
public interface Actors {

    /** Empty when nobody of the tenant has this id. */
    Optional<Actor> find(String tenant, String id);

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
