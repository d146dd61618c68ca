package dev.handrail.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A mapping of the YAML that reports what is wrong with its entries. */
final class Section {

    private final Map<String, Node> entries;
    private final boolean readable;
    private final int line;
    private final @Nullable String rule;
    private final Findings findings;

    private Section(Map<String, Node> entries, boolean readable, int line, @Nullable String rule, Findings findings) {
        this.entries = entries;
        this.readable = readable;
        this.line = line;
        this.rule = rule;
        this.findings = findings;
    }

    /** @param what it is, such as "a rule", for the message when it is not */
    static Section of(Node node, Set<String> known, @Nullable String rule, String what, Findings findings) {
        Map<String, Node> entries = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(tuple -> add(entries, tuple, known, rule, findings));
        } else {
            findings.add(
                    node, rule, "%s has entries such as %s".formatted(what, String.join(", ", new TreeSet<>(known))));
        }
        return new Section(entries, node instanceof MappingNode, Findings.line(node), rule, findings);
    }

    private static void add(
            Map<String, Node> entries, NodeTuple tuple, Set<String> known, @Nullable String rule, Findings findings) {
        String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (!known.contains(key)) {
            String hint = Spelling.nearest(key, known)
                    .map(near -> "did you mean %s?".formatted(near))
                    .orElseGet(() -> "there are " + String.join(", ", new TreeSet<>(known)));
            findings.add(tuple.getKeyNode(), rule, "unknown key %s; %s".formatted(key, hint));
        } else if (entries.putIfAbsent(key, tuple.getValueNode()) != null) {
            findings.add(tuple.getKeyNode(), rule, "%s stands here twice; keep one".formatted(key));
        }
    }

    /** The scalar under the key "name", before anything is known about it. */
    static @Nullable String nameIn(Node node) {
        if (!(node instanceof MappingNode mapping)) {
            return null;
        }
        return mapping.getValue().stream()
                .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals("name"))
                .map(NodeTuple::getValueNode)
                .filter(value -> value instanceof ScalarNode && !isNull(value))
                .map(value -> ((ScalarNode) value).getValue())
                .filter(name -> !name.isBlank())
                .findFirst()
                .orElse(null);
    }

    /** False when it was no mapping, which has been reported. */
    boolean isReadable() {
        return readable;
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    int line(String key) {
        return entries.containsKey(key) ? Findings.line(entries.get(key)) : line;
    }

    void complain(String key, String message) {
        findings.add(new Place(line(key), 0), rule, message);
    }

    /** A value that is one text and not empty. */
    Optional<ScalarNode> scalar(String key) {
        Node node = entries.get(key);
        if (node == null) {
            return Optional.empty();
        }
        if (node instanceof ScalarNode scalar
                && !isNull(node)
                && !scalar.getValue().isBlank()) {
            return Optional.of(scalar);
        }
        complain(key, "%s is empty or not a single value; give it one or leave the key out".formatted(key));
        return Optional.empty();
    }

    Optional<String> text(String key) {
        return scalar(key).map(ScalarNode::getValue);
    }

    Optional<Integer> integer(String key) {
        return scalar(key).flatMap(scalar -> {
            if (scalar.getTag().equals(Tag.INT) && scalar.getValue().matches("-?\\d{1,6}")) {
                return Optional.of(Integer.valueOf(scalar.getValue()));
            }
            complain(key, "%s is a whole number, not %s".formatted(key, scalar.getValue()));
            return Optional.empty();
        });
    }

    boolean flag(String key) {
        return scalar(key)
                .map(scalar -> {
                    if (!scalar.getTag().equals(Tag.BOOL)) {
                        complain(key, "%s is true or false, not %s".formatted(key, scalar.getValue()));
                    }
                    return scalar.getValue().equalsIgnoreCase("true");
                })
                .orElse(false);
    }

    /** The entries of a list; none when the key is missing or empty. */
    List<Node> nodes(String key) {
        Node node = entries.get(key);
        if (node == null || isNull(node)) {
            return List.of();
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        complain(key, "%s is a list".formatted(key));
        return List.of();
    }

    boolean isEmptyList(String key) {
        Node node = entries.get(key);
        return node != null
                && (isNull(node)
                        || (node instanceof SequenceNode sequence
                                && sequence.getValue().isEmpty()));
    }

    /** The entries of a list of texts. */
    List<ScalarNode> scalars(String key) {
        return nodes(key).stream()
                .map(node -> {
                    if (node instanceof ScalarNode scalar && !isNull(node)) {
                        return Optional.of(scalar);
                    }
                    findings.add(node, rule, "%s has single names only".formatted(key));
                    return Optional.<ScalarNode>empty();
                })
                .flatMap(Optional::stream)
                .toList();
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }
}
