package dev.handrail.policy;

import java.util.List;
import java.util.stream.Collectors;

/** A policy that is wrong is refused whole, with everything that is wrong with it. */
public final class PolicyRefused extends IllegalArgumentException {

    private final transient List<PolicyProblem> problems;

    PolicyRefused(List<PolicyProblem> problems) {
        super("The policy is refused: "
                + problems.stream().map(problem -> problem.in("policy.yaml")).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    /** In the order of the lines. */
    public List<PolicyProblem> problems() {
        return problems;
    }
}
