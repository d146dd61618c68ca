package dev.handrail.policy;

import dev.handrail.tool.Catalog;
import dev.handrail.tool.DeniedNames;
import dev.handrail.tool.Permission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads a policy whole, or refuses it whole with every problem it has. */
final class PolicyReader {

    private static final Set<String> KEYS = Set.of("version", "rules");

    private static final int DEEPEST = 20;
    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setLabel("policy").build();

    private final String yaml;
    private final Catalog catalog;
    private final Findings findings;

    PolicyReader(String yaml, Catalog catalog) {
        this.yaml = yaml;
        this.catalog = catalog;
        this.findings = new Findings(yaml);
    }

    /** @throws PolicyRefused when anything is wrong */
    List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        compose()
                .ifPresentOrElse(
                        root -> rules.addAll(document(root)),
                        () -> findings.add(1, "the policy is empty; it needs version: 1 and rules"));
        findings.throwIfAny();
        return rules;
    }

    private Optional<Node> compose() {
        if (yaml.length() > Policy.LONGEST) {
            findings.add(
                    1,
                    "the policy is longer than %d characters; split off what no rule needs".formatted(Policy.LONGEST));
            findings.throwIfAny();
        }
        try {
            refuseDeepNesting();
            return new Compose(SETTINGS)
                    .composeString(yaml)
                    .filter(root -> !root.getTag().equals(Tag.NULL));
        } catch (MarkedYamlEngineException e) {
            Optional<Place> place = e.getProblemMark().or(e::getContextMark).map(Place::of);
            findings.add(place.orElse(new Place(1, 1)), null, "this is not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            findings.add(1, "this is not YAML: " + e.getMessage());
        }
        findings.throwIfAny();
        return Optional.empty();
    }

    /** Composing goes as deep as the text does, and the stack does not. */
    private void refuseDeepNesting() {
        int depth = 0;
        for (Event event : new Parse(SETTINGS).parseString(yaml)) {
            if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
                Optional<Place> place = event.getStartMark().map(Place::of);
                findings.add(place.orElse(new Place(1, 1)), null, "this is nested deeper than any policy is");
                findings.throwIfAny();
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
    }

    private List<Rule> document(Node root) {
        Section document = Section.of(root, KEYS, null, "a policy", findings);
        if (!document.isReadable()) {
            return List.of();
        }
        Optional<Integer> version = document.integer("version");
        if (!document.has("version") || (version.isPresent() && version.get() != 1)) {
            findings.add(document.line("version"), "version must be 1");
        }
        List<RuleReader> readers = document.nodes("rules").stream()
                .map(node -> new RuleReader(node, catalog, findings))
                .toList();
        refuseDoubleNames(readers);
        List<Rule> rules =
                readers.stream().map(RuleReader::rule).flatMap(Optional::stream).toList();
        refuseContradictions(rules);
        return rules;
    }

    private void refuseDoubleNames(List<RuleReader> readers) {
        Map<String, Integer> lines = new HashMap<>();
        for (RuleReader reader : readers) {
            if (reader.name() != null) {
                Integer first = lines.putIfAbsent(reader.name(), reader.line());
                if (first != null) {
                    findings.add(
                            new Place(reader.line(), 0),
                            reader.name(),
                            "there is a rule of this name already, on line %d; give it another".formatted(first));
                }
            }
        }
    }

    /** A way around the deny list, or a grant, that an unconditional rule closes again is a misunderstanding. */
    private void refuseContradictions(List<Rule> rules) {
        for (Rule rule : rules) {
            for (ToolPattern pattern : rule.tools()) {
                if (pattern instanceof ToolPattern.Exact(String tool) && opens(rule, tool)) {
                    rules.stream()
                            .filter(other -> other.permission() == Permission.FORBIDDEN && other.when() == null)
                            .filter(other -> coversByName(other, tool))
                            .findFirst()
                            .ifPresent(other -> findings.add(
                                    new Place(rule.line(), 0),
                                    rule.name(),
                                    "it opens %s, which rule %s on line %d always forbids; %s"
                                            .formatted(tool, other.name(), other.line(), remedy(tool))));
                }
            }
        }
    }

    private static boolean opens(Rule rule, String tool) {
        boolean denied = DeniedNames.reasonFor(tool).isPresent();
        return rule.grant() || (denied && rule.permission() == Permission.REQUIRES_AUTHORIZATION);
    }

    private boolean coversByName(Rule rule, String tool) {
        return catalog.find(tool)
                .map(rule::isAbout)
                .orElseGet(() ->
                        rule.tools().isEmpty() || rule.tools().stream().anyMatch(pattern -> pattern.matches(tool)));
    }

    private static String remedy(String tool) {
        return DeniedNames.reasonFor(tool).isPresent()
                ? "take it out of that rule, the deny list holds without it"
                : "take it out of one of them";
    }
}
