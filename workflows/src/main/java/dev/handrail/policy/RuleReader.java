package dev.handrail.policy;

import dev.handrail.policy.Expression.Faulty;
import dev.handrail.policy.Ruling.Terms;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.Category;
import dev.handrail.tool.DeniedNames;
import dev.handrail.tool.Permission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads one rule. */
final class RuleReader {

    private static final List<String> TERMS = List.of(
            "approvals",
            "group",
            "expiresAfter",
            "expiresAfterHours",
            "remindAfter",
            "escalateAfter",
            "escalateTo",
            "mayDelegate");
    private static final Set<String> KEYS = Set.copyOf(
            Stream.concat(Stream.of("name", "tools", "when", "permission", "reason", "grant"), TERMS.stream())
                    .toList());
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9 ._-]{0,79}";
    private static final String GROUP = "[a-z0-9][a-z0-9-]{0,39}";
    private static final int BYPASS_APPROVALS = 2;

    private final Catalog catalog;
    private final Findings findings;
    private final @Nullable String name;
    private final int line;
    private final Section section;

    RuleReader(Node node, Catalog catalog, Findings findings) {
        this.catalog = catalog;
        this.findings = findings;
        this.name = Section.nameIn(node);
        this.line = Findings.line(node);
        this.section = Section.of(node, KEYS, name, "a rule", findings);
    }

    /** Null when it has none. */
    @Nullable
    String name() {
        return name;
    }

    int line() {
        return line;
    }

    /** Empty when something is wrong with it; it has been reported then. */
    Optional<Rule> rule() {
        if (!section.isReadable()) {
            return Optional.empty();
        }
        int before = findings.count();
        if (name == null) {
            section.complain("name", "the rule has no name");
        } else if (!name.matches(NAME)) {
            section.complain("name", "a name is at most 80 letters, digits, spaces, dots and dashes");
        }
        List<ToolPattern> tools = tools();
        Optional<Expression> when = section.scalar("when").flatMap(this::condition);
        Optional<Permission> permission = permission();
        Optional<ReasonText> reason = reason();
        boolean grant = section.flag("grant");
        permission.ifPresent(given -> checkGrant(grant, given, tools));
        Terms terms = terms(permission.orElse(Permission.REQUIRES_AUTHORIZATION), tools);
        if (findings.count() > before || name == null || permission.isEmpty() || reason.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Rule(name, line, tools, when.orElse(null), permission.get(), reason.get(), grant, terms));
    }

    private List<ToolPattern> tools() {
        List<ToolPattern> patterns = new ArrayList<>();
        for (ScalarNode node : section.scalars("tools")) {
            ToolPattern pattern = ToolPattern.of(node.getValue());
            if (pattern instanceof ToolPattern.Exact(String tool) && !isKnown(tool)) {
                findings.add(node, name, "unknown tool %s%s".formatted(tool, nearest(tool)));
            }
            patterns.add(pattern);
        }
        if (section.isEmptyList("tools")) {
            section.complain("tools", "tools is a list of names; leave it out for every tool");
        }
        return patterns;
    }

    /**
     * The deny list's names too, though nothing of that name may be there yet, and those of a domain whose actions are
     * not at hand: handlers declare them, and the command line has none.
     */
    private boolean isKnown(String tool) {
        return catalog.find(tool).isPresent()
                || DeniedNames.reasonFor(tool).isPresent()
                || Category.domainOf(tool).filter(catalog::hasNone).isPresent();
    }

    private String nearest(String tool) {
        return Spelling.nearest(tool, ToolPattern.names(catalog))
                .or(() -> catalog.nearest(tool).stream().findFirst())
                .map("; nearest %s"::formatted)
                .orElse("; docs/tools.md lists them");
    }

    private Optional<Expression> condition(ScalarNode scalar) {
        try {
            return Optional.of(Expression.condition(scalar.getValue()));
        } catch (Faulty faulty) {
            findings.add(scalar, faulty, name, "when");
            return Optional.empty();
        }
    }

    private Optional<Permission> permission() {
        if (!section.has("permission")) {
            section.complain("permission", "it needs a permission: " + permissions());
        }
        return section.text("permission").flatMap(text -> {
            Optional<Permission> permission = Arrays.stream(Permission.values())
                    .filter(candidate -> candidate.label().equalsIgnoreCase(text))
                    .findFirst();
            if (permission.isEmpty()) {
                section.complain("permission", "there is no permission %s, but %s".formatted(text, permissions()));
            }
            return permission;
        });
    }

    private static String permissions() {
        return String.join(
                ", ", Arrays.stream(Permission.values()).map(Permission::label).toList());
    }

    private Optional<ReasonText> reason() {
        if (!section.has("reason")) {
            section.complain("reason", "it needs a reason, in the words an approver reads");
        }
        return section.scalar("reason").flatMap(scalar -> {
            try {
                return Optional.of(ReasonText.parse(scalar.getValue()));
            } catch (Faulty faulty) {
                findings.add(scalar, faulty, name, "reason");
                return Optional.empty();
            }
        });
    }

    private void checkGrant(boolean grant, Permission permission, List<ToolPattern> tools) {
        if (grant && (tools.isEmpty() || tools.stream().anyMatch(pattern -> !(pattern instanceof ToolPattern.Exact)))) {
            section.complain("grant", "a grant names each tool it loosens, without patterns or categories");
        }
        if (grant && permission == Permission.FORBIDDEN) {
            section.complain("grant", "a grant loosens; what is forbidden needs none");
        }
        if (permission.compareTo(Permission.REQUIRES_AUTHORIZATION) < 0) {
            denied(tools)
                    .findFirst()
                    .ifPresent(tool -> section.complain(
                            "permission",
                            "%s is on the deny list; the only way around it is requires_authorization with approvals of %d or more"
                                    .formatted(tool, BYPASS_APPROVALS)));
        }
    }

    private static Stream<String> denied(List<ToolPattern> tools) {
        return tools.stream()
                .filter(ToolPattern.Exact.class::isInstance)
                .map(pattern -> ((ToolPattern.Exact) pattern).name())
                .filter(tool -> DeniedNames.reasonFor(tool).isPresent());
    }

    private Terms terms(Permission permission, List<ToolPattern> tools) {
        if (permission != Permission.REQUIRES_AUTHORIZATION) {
            TERMS.stream()
                    .filter(section::has)
                    .forEach(key ->
                            section.complain(key, "%s belongs to requires_authorization; leave it out".formatted(key)));
            return Terms.DEFAULT;
        }
        Optional<Duration> expires = expiry();
        Duration expiresAfter = expires.orElse(Terms.DEFAULT.expiresAfter());
        Optional<Duration> remindAfter = withinExpiry("remindAfter", expiresAfter);
        Optional<Duration> escalateAfter = withinExpiry("escalateAfter", expiresAfter);
        Optional<String> escalateTo = group("escalateTo");
        if (section.has("escalateAfter") != section.has("escalateTo")) {
            section.complain(
                    section.has("escalateTo") ? "escalateTo" : "escalateAfter",
                    "escalateAfter and escalateTo go together");
        }
        boolean both = escalateAfter.isPresent() && escalateTo.isPresent();
        return new Terms(
                approvals(tools),
                group("group").orElse(null),
                expiresAfter,
                remindAfter.orElse(null),
                both ? escalateAfter.get() : null,
                both ? escalateTo.get() : null,
                section.flag("mayDelegate"));
    }

    private int approvals(List<ToolPattern> tools) {
        Optional<String> denied = denied(tools).findFirst();
        int least = denied.isPresent() ? BYPASS_APPROVALS : 1;
        int approvals = section.integer("approvals").orElse(least);
        if (approvals < 1 || approvals > Terms.MOST_APPROVALS) {
            section.complain("approvals", "approvals is 1 to %d, not %d".formatted(Terms.MOST_APPROVALS, approvals));
            return least;
        }
        if (approvals < least) {
            section.complain(
                    "approvals",
                    "%s is on the deny list; the way around it takes approvals of %d or more, not %d"
                            .formatted(denied.get(), least, approvals));
        }
        return Math.max(approvals, least);
    }

    private Optional<Duration> expiry() {
        if (!section.has("expiresAfterHours")) {
            return duration("expiresAfter");
        }
        if (section.has("expiresAfter")) {
            section.complain("expiresAfterHours", "expiresAfter says it already; leave expiresAfterHours out");
        }
        return section.integer("expiresAfterHours").flatMap(hours -> {
            Optional<Duration> duration = Durations.within(Duration.ofHours(hours));
            if (duration.isEmpty()) {
                section.complain("expiresAfterHours", "expiresAfterHours is 1 or more, and at most a year");
            }
            return duration;
        });
    }

    private Optional<Duration> withinExpiry(String key, Duration expiresAfter) {
        Optional<Duration> duration = duration(key);
        if (duration.isPresent() && duration.get().compareTo(expiresAfter) >= 0) {
            section.complain(
                    key, "%s must come before the request expires, which is after %s".formatted(key, expiresAfter));
            return Optional.empty();
        }
        return duration;
    }

    private Optional<Duration> duration(String key) {
        return section.text(key).flatMap(text -> {
            Optional<Duration> duration = Durations.parse(text);
            if (duration.isEmpty()) {
                section.complain(
                        key, "%s is a time such as 48h, 30m, 3d or PT48H, at most a year, not %s".formatted(key, text));
            }
            return duration;
        });
    }

    private Optional<String> group(String key) {
        return section.text(key).flatMap(text -> {
            if (text.matches(GROUP)) {
                return Optional.of(text);
            }
            section.complain(key, "a group is at most 40 small letters, digits and dashes, not %s".formatted(text));
            return Optional.empty();
        });
    }
}
