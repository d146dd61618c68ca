package dev.handrail.api.web;

import dev.handrail.api.security.Caller;
import dev.handrail.api.web.ActorNames.Names;
import dev.handrail.approval.Grant;
import dev.handrail.approval.Grants;
import dev.handrail.call.Role;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.Tool;
import dev.handrail.wording.Visible;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.Collectors;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What people allowed from then on, to be taken back here. */
@Controller
@Hidden
@RequestMapping("/authorizations/grants")
class GrantPages {

    private final Grants grants;
    private final ActorNames actors;
    private final Catalog catalog;
    private final Clock clock;

    GrantPages(Grants grants, ActorNames actors, Catalog catalog, Clock clock) {
        this.grants = grants;
        this.actors = actors;
        this.catalog = catalog;
        this.clock = clock;
    }

    /** @param scope which calls of the tool, in words */
    record Standing(
            String id,
            String tool,
            String actor,
            String scope,
            String until,
            String used,
            String by,
            String authorizationId,
            boolean good,
            String state) {}

    @GetMapping
    String list(@AuthenticationPrincipal Caller caller, Model model) {
        Names names = actors.of(caller.tenant());
        Instant now = clock.instant();
        model.addAttribute(
                "grants",
                grants.list(caller.tenant()).stream()
                        .map(grant -> standing(grant, names, now))
                        .toList());
        model.addAttribute("mayRevoke", caller.has(Role.APPROVER));
        return "grants";
    }

    @PostMapping("/{id:grant-[0-9a-f]{16}}/revoke")
    String revoke(@AuthenticationPrincipal Caller caller, @PathVariable String id, RedirectAttributes said) {
        said.addFlashAttribute(
                "said",
                grants.revoke(caller.tenant(), id, caller.keyId())
                        ? "Taken back. What has not run yet asks a person again."
                        : "It was no longer in force.");
        return "redirect:/authorizations/grants";
    }

    private Standing standing(Grant grant, Names names, Instant now) {
        String scope = grant.terms().arguments().entrySet().stream()
                .map(entry -> Visible.line("%s is %s".formatted(entry.getKey(), entry.getValue()), 120))
                .collect(Collectors.joining(", "));
        Instant end = grant.terms().expiresAt();
        Integer most = grant.terms().uses();
        return new Standing(
                grant.id(),
                catalog.find(grant.tool()).map(Tool::title).orElse(grant.tool()),
                names.of(grant.actor()),
                scope.isEmpty() ? "any" : scope,
                end == null ? "until taken back" : "until " + Times.exact(end),
                most == null
                        ? "used %d times".formatted(grant.used())
                        : "used %d of %d times".formatted(grant.used(), most),
                names.of(grant.grantedBy()),
                grant.authorizationId(),
                grant.isGoodAt(now),
                state(grant, now));
    }

    private static String state(Grant grant, Instant now) {
        if (grant.isGoodAt(now)) {
            return "In force";
        }
        return grant.revokedAt() != null ? "Taken back" : "Ended";
    }
}
