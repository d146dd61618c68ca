package dev.handrail.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Everything that is wrong with a policy, as it is found. */
final class Findings {

    private final int[] yaml;
    private final List<PolicyProblem> problems = new ArrayList<>();

    Findings(String yaml) {
        this.yaml = yaml.codePoints().toArray();
    }

    void add(int line, String message) {
        problems.add(new PolicyProblem(line, null, null, message));
    }

    /** @param place its column is left out when it is 0 */
    void add(Place place, @Nullable String rule, String message) {
        problems.add(new PolicyProblem(place.line(), place.column() == 0 ? null : place.column(), rule, message));
    }

    void add(Node node, @Nullable String rule, String message) {
        problems.add(new PolicyProblem(line(node), null, rule, message));
    }

    void add(ScalarNode scalar, Expression.Faulty faulty, @Nullable String rule, String what) {
        faulty.faults()
                .forEach(fault -> add(
                        Place.within(scalar, fault.offset(), yaml), rule, "%s: %s".formatted(what, fault.message())));
    }

    int count() {
        return problems.size();
    }

    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new PolicyRefused(problems.stream()
                    .sorted(Comparator.comparingInt(PolicyProblem::line))
                    .toList());
        }
    }

    static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }
}
