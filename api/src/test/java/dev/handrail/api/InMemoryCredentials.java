package dev.handrail.api;

import dev.handrail.api.credential.Credentials;
import dev.handrail.api.security.Authenticator;
import dev.handrail.api.security.Caller;
import dev.handrail.call.Role;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keys of the form {@code hr_<tenant>_<role>_<name>} and those that were issued. */
public final class InMemoryCredentials implements Credentials, Authenticator {

    private final Map<String, Caller> issued = new ConcurrentHashMap<>();

    public static String key(String tenant, String name, Role... roles) {
        return "hr_%s_%s_%s"
                .formatted(
                        tenant,
                        name,
                        String.join("+", Arrays.stream(roles).map(Role::name).toList()));
    }

    @Override
    public Optional<Caller> authenticate(String presented) {
        if (issued.containsKey(presented)) {
            return Optional.of(issued.get(presented));
        }
        String[] parts = presented.split("_", 4);
        if (parts.length != 4 || !parts[0].equals("hr") || parts[3].equals("issued")) {
            return Optional.empty();
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        Arrays.stream(parts[3].split("\\+")).map(Role::valueOf).forEach(roles::add);
        return Optional.of(new Caller(parts[2], parts[1], parts[2], roles));
    }

    @Override
    public Issued issue(String tenant, Set<Role> roles, String name, String issuedBy, Duration validFor) {
        String id = "k" + issued.size();
        String key = "hr_" + tenant + "_" + id + "_issued";
        issued.put(key, new Caller(id, tenant, name, roles));
        return new Issued(id, key);
    }

    @Override
    public boolean revoke(String tenant, String id, String by) {
        return issued.values()
                .removeIf(caller ->
                        caller.tenant().equals(tenant) && caller.keyId().equals(id));
    }

    @Override
    public List<Credential> list(String tenant) {
        return issued.values().stream()
                .filter(caller -> caller.tenant().equals(tenant))
                .map(caller -> new Credential(caller.keyId(), caller.name(), caller.roles(), null, null, null, null))
                .toList();
    }
}
