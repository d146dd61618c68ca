package dev.handrail.api.security;

import dev.handrail.call.Role;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * Which roles may use an address.
 *
 * @param pattern path as Spring matches it
 * @param roles any of them suffices; none means every credential
 */
public record AccessRule(HttpMethod method, String pattern, Set<Role> roles)
        implements AuthorizationManager<RequestAuthorizationContext> {

    /** The first that matches counts. Whatever matches none needs a credential. */
    public static final List<AccessRule> ALL = List.of(
            allow(HttpMethod.POST, "/api/leads", Role.PIPELINE),
            allow(HttpMethod.POST, "/api/leads/*/cancel", Role.OPERATOR, Role.PIPELINE),
            allow(HttpMethod.POST, "/api/leads/*/undo", Role.OPERATOR),
            allow(HttpMethod.GET, "/api/leads/*/undo", Role.OPERATOR),
            allow(HttpMethod.GET, "/api/leads/**", Role.VIEWER, Role.OPERATOR, Role.PIPELINE, Role.APPROVER),
            allow(HttpMethod.POST, "/api/tools/*/calls", Role.AGENT),
            allow(HttpMethod.GET, "/api/calls/*", Role.AGENT, Role.VIEWER, Role.OPERATOR),
            allow(HttpMethod.GET, "/api/authorizations", Role.APPROVER, Role.OPERATOR),
            allow(HttpMethod.GET, "/api/authorizations/*", Role.APPROVER, Role.OPERATOR, Role.AGENT, Role.PIPELINE),
            only(HttpMethod.POST, "/api/authorizations/**", Role.APPROVER),
            allow(HttpMethod.GET, "/api/grants", Role.APPROVER, Role.OPERATOR),
            allow(HttpMethod.DELETE, "/api/grants/*", Role.APPROVER),
            allow(HttpMethod.POST, "/api/sign-in-links"),
            allow(HttpMethod.POST, "/api/keys"),
            allow(HttpMethod.GET, "/api/keys"),
            allow(HttpMethod.DELETE, "/api/keys/*"),
            allow(HttpMethod.POST, "/api/admin/credentials/refresh"),
            allow(HttpMethod.POST, "/api/admin/crm/setup"),
            allow(HttpMethod.GET, "/api/notifications/**"),
            allow(HttpMethod.POST, "/api/notifications/*/*"),
            allow(HttpMethod.PUT, "/api/notifications/*"),
            allow(HttpMethod.DELETE, "/api/notifications/*"),
            allow(HttpMethod.GET, "/api/business", Role.AGENT, Role.VIEWER, Role.OPERATOR, Role.APPROVER),
            allow(HttpMethod.PUT, "/api/business"),
            allow(HttpMethod.GET, "/api/policies/**", Role.APPROVER, Role.OPERATOR, Role.VIEWER),
            allow(HttpMethod.POST, "/api/policies"),
            allow(HttpMethod.POST, "/api/policies/simulate"),
            allow(HttpMethod.GET, "/api/audit/**", Role.OPERATOR),
            allow(HttpMethod.POST, "/api/codec/*", Role.OPERATOR),
            allow(HttpMethod.GET, "/metrics", Role.VIEWER, Role.OPERATOR),
            allow(HttpMethod.POST, "/mcp", Role.AGENT));

    /** The same for the pages; whatever matches none needs a sign-in. */
    static final List<AccessRule> PAGES = List.of(
            only(HttpMethod.POST, "/authorizations/**", Role.APPROVER),
            allow(HttpMethod.GET, "/authorizations/**", Role.APPROVER, Role.OPERATOR),
            allow(HttpMethod.GET, "/leads/*/undo", Role.OPERATOR),
            allow(HttpMethod.POST, "/leads/*/undo", Role.OPERATOR),
            allow(HttpMethod.GET, "/leads/**", Role.VIEWER, Role.OPERATOR, Role.APPROVER),
            allow(HttpMethod.POST, "/leads/*/cancel", Role.OPERATOR),
            allow(HttpMethod.POST, "/audit/check", Role.OPERATOR),
            allow(HttpMethod.GET, "/audit/**", Role.OPERATOR));

    /** Administrators also. */
    private static AccessRule allow(HttpMethod method, String pattern, Role... roles) {
        Set<Role> all = EnumSet.of(Role.ADMIN, roles);
        return new AccessRule(method, pattern, all);
    }

    private static AccessRule only(HttpMethod method, String pattern, Role role) {
        return new AccessRule(method, pattern, Set.of(role));
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends Authentication> authentication, RequestAuthorizationContext context) {
        boolean granted = authentication.get().getPrincipal() instanceof Caller caller
                && caller.roles().stream().anyMatch(roles::contains);
        return new Verdict(granted, roles);
    }

    record Verdict(boolean isGranted, Set<Role> needed) implements AuthorizationResult {}
}
