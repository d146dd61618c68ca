package dev.handrail.setup;

import dev.handrail.call.Role;
import dev.handrail.credential.ApiKey;
import dev.handrail.credential.ApiKeys;
import dev.handrail.policy.Actors;
import java.util.Optional;
import java.util.Set;

/** Actors are keys: one that calls tools is an agent's, one that only submits leads a pipeline's, any other a person's. */
record KeyActors(ApiKeys keys) implements Actors {

    @Override
    public Optional<Actor> find(String tenant, String id) {
        return keys.find(tenant, id)
                .map(ApiKey::roles)
                .map(roles -> new Actor(
                        kind(roles), roles.stream().sorted().map(Role::label).toList()));
    }

    private static String kind(Set<Role> roles) {
        if (roles.contains(Role.AGENT)) {
            return "agent";
        }
        return roles.contains(Role.PIPELINE) ? "pipeline" : "person";
    }
}
