package dev.handrail.policy;

import dev.handrail.call.Digest;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.DeniedNames;
import dev.handrail.tool.Permission;
import dev.handrail.tool.Tool;
import dev.handrail.tool.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rules over tool calls. The strictest permission of the tool's own and of every rule that matches counts; only a grant,
 * or the two approvers around the deny list, loosen what the tool declares. A condition that cannot be evaluated holds,
 * unless its rule would loosen something.
 */
public final class Policy {

    /** How long an authorization waits when a rule does not say. */
    public static final Duration DEFAULT_EXPIRY = Ruling.Terms.DEFAULT.expiresAfter();

    /** Largest policy that is taken, in characters. */
    public static final int LONGEST = 200_000;

    private final List<Rule> rules;
    private final String hash;
    private final long version;

    private Policy(List<Rule> rules, String hash, long version) {
        this.rules = List.copyOf(rules);
        this.hash = hash;
        this.version = version;
    }

    /** @throws PolicyRefused with every problem found */
    public static Policy parse(String yaml, Catalog catalog) {
        return new Policy(new PolicyReader(yaml, catalog).rules(), Digest.ofText(yaml), 0);
    }

    /** This policy as a tenant's version of that number. */
    public Policy numbered(long number) {
        return new Policy(rules, hash, number);
    }

    /** SHA-256 of the policy's text. */
    public String hash() {
        return hash;
    }

    /** The tenant's version; 0 for the policy of the installation. */
    public long version() {
        return version;
    }

    public int ruleCount() {
        return rules.size();
    }

    /** What is probably not meant as it stands; none of it is refused. */
    public List<PolicyProblem> warnings(Catalog catalog) {
        return rules.stream().flatMap(rule -> rule.warnings(catalog).stream()).toList();
    }

    /**
     * A ruling, and the rules that might have made it stricter had their conditions been known.
     *
     * @param open empty when the ruling is certain
     */
    public record Considered(Ruling ruling, List<OpenRule> open) {

        public Considered {
            open = List.copyOf(open);
        }
    }

    /** @param unknown what its condition reads that is not known, such as {@code record} */
    public record OpenRule(String rule, int line, List<String> unknown) {}

    /** What is not known counts as if the rule were meant, unless it would loosen something. */
    public Ruling rulingOn(Tool tool, Facts facts) {
        return ruling(rulesAbout(tool), tool, new Variables(tool.name(), facts));
    }

    /** As {@link #rulingOn}, but without the rules whose conditions read what is not known; they are listed. */
    public Considered consider(Tool tool, Facts facts) {
        Variables variables = new Variables(tool.name(), facts);
        List<OpenRule> open = new ArrayList<>();
        List<Rule> certain = new ArrayList<>();
        for (Rule rule : rulesAbout(tool)) {
            if (rule.answer(variables) instanceof Answer.Open(String ignored, List<String> unknown)
                    && !unknown.isEmpty()) {
                open.add(new OpenRule(rule.name(), rule.line(), unknown));
            } else {
                certain.add(rule);
            }
        }
        Ruling ruling = ruling(certain, tool, variables);
        open.removeIf(unknown -> !matters(unknown, ruling, tool));
        return new Considered(ruling, open);
    }

    private Ruling ruling(List<Rule> candidates, Tool tool, Variables variables) {
        Ruling ruling = own(tool);
        for (Rule rule : candidates) {
            if (rule.loosens(tool)
                    && rule.permission().compareTo(tool.permission()) < 0
                    && (ruling.rule() == null || isStricter(rule, ruling))
                    && rule.answer(variables) instanceof Answer.Holds) {
                ruling = by(rule, variables, "");
            }
        }
        for (Rule rule : candidates) {
            if (!rule.loosens(tool) && decides(rule, ruling)) {
                Ruling soFar = ruling;
                ruling = switch (rule.answer(variables)) {
                    case Answer.Holds() -> by(rule, variables, "");
                    case Answer.HoldsNot() -> soFar;
                    case Answer.Open(String why, List<String> ignored) ->
                        by(rule, variables, " (its condition could not be evaluated: %s)".formatted(why));
                };
            }
        }
        return ruling;
    }

    private boolean matters(OpenRule open, Ruling ruling, Tool tool) {
        return rules.stream()
                .filter(rule -> rule.name().equals(open.rule()))
                .anyMatch(rule -> rule.loosens(tool) || rule.permission().compareTo(ruling.permission()) > 0);
    }

    private List<Rule> rulesAbout(Tool tool) {
        return rules.stream().filter(rule -> rule.isAbout(tool)).toList();
    }

    private static boolean isStricter(Rule rule, Ruling ruling) {
        int stricter = rule.permission().compareTo(ruling.permission());
        return stricter > 0
                || (stricter == 0 && rule.terms().approvals() > ruling.terms().approvals());
    }

    /** The first of the strictest; it also says why, and on which terms, what the tool itself only demands. */
    private static boolean decides(Rule rule, Ruling soFar) {
        return rule.permission() != Permission.UNRESTRICTED
                && (isStricter(rule, soFar) || (rule.permission() == soFar.permission() && soFar.rule() == null));
    }

    private Ruling by(Rule rule, Variables variables, String remark) {
        return new Ruling(
                rule.permission(),
                rule.reason().in(variables) + remark,
                rule.name(),
                rule.line(),
                rule.terms(),
                hash,
                version);
    }

    private Ruling own(Tool tool) {
        return new Ruling(tool.permission(), ownReason(tool), null, null, Ruling.Terms.DEFAULT, hash, version);
    }

    /** Why the tool itself asks, when no rule gives a reason. */
    private static String ownReason(Tool tool) {
        Optional<String> denied = DeniedNames.reasonFor(tool.name());
        return switch (tool.permission()) {
            case SOFT_LIMIT -> "%s needs reasoning".formatted(tool.title());
            case FORBIDDEN -> denied.orElseGet(() -> "%s is not allowed".formatted(tool.title()));
            case UNRESTRICTED, REQUIRES_AUTHORIZATION ->
                tool.undo() == Undo.IRREVERSIBLE
                        ? "%s cannot be undone".formatted(tool.title())
                        : "%s always needs a person".formatted(tool.title());
        };
    }
}
