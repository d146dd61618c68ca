package dev.handrail.approval;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public final class AuthorizationStore {

    /** @param next cursor of the next page; null on the last */
    public record Page(
            List<Authorization> authorizations, @Nullable String next) {}

    public Optional<Authorization> find(String tenant, String id) {
        throw new IllegalStateException();
    }

    /** Oldest first. */
    public Page list(
            String tenant,
            Authorization.@Nullable Status status,
            @Nullable String tool,
            @Nullable String cursor,
            int limit) {
        throw new IllegalStateException();
    }

    /** The code by which this person may decide this authorization from Temporal's UI. */
    public String decisionCode(String tenant, String id, String person) {
        throw new IllegalStateException();
    }
}
