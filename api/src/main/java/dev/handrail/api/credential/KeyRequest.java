package dev.handrail.api.credential;

import dev.handrail.call.Role;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /api/keys} takes.
 *
 * @param name who will use it; names the actor in receipts and decisions
 * @param tenant the caller's own, or left out
 * @param validForDays null for no end
 * @param owner the person behind it, such as an e-mail address: two keys of one owner never approve each other's requests
 * @param groups of approvers that it belongs to
 */
record KeyRequest(
        Set<Role> roles,
        String name,
        @Nullable String tenant,
        @Nullable Integer validForDays,
        @Nullable String owner,
        @Nullable Set<String> groups) {}
