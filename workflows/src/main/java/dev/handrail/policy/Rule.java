package dev.handrail.policy;

import dev.handrail.tool.Catalog;
import dev.handrail.tool.DeniedNames;
import dev.handrail.tool.Permission;
import dev.handrail.tool.Tool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One rule, checked.
 *
 * @param tools what it is about; every tool when empty
 * @param when always when null
 * @param grant whether it loosens what the tools themselves declare
 */
record Rule(
        String name,
        int line,
        List<ToolPattern> tools,
        @Nullable Expression when,
        Permission permission,
        ReasonText reason,
        boolean grant,
        Ruling.Terms terms) {

    Rule {
        tools = List.copyOf(tools);
    }

    boolean isAbout(Tool tool) {
        return tools.isEmpty() || tools.stream().anyMatch(pattern -> pattern.covers(tool));
    }

    boolean names(String tool) {
        return tools.contains(new ToolPattern.Exact(tool));
    }

    /** Whether it may allow what the tool itself forbids or asks for: a grant, or two approvers around the deny list. */
    boolean loosens(Tool tool) {
        return grant || isBypassOf(tool);
    }

    private boolean isBypassOf(Tool tool) {
        return permission == Permission.REQUIRES_AUTHORIZATION
                && names(tool.name())
                && DeniedNames.reasonFor(tool.name()).isPresent();
    }

    /** What is taken, but probably not what was meant: a condition on an argument that only some of its tools have. */
    List<PolicyProblem> warnings(Catalog catalog) {
        if (when == null) {
            return List.of();
        }
        List<Tool> about = catalog.all().stream().filter(this::isAbout).toList();
        return when.arguments().entrySet().stream()
                .flatMap(read -> warning(read.getKey(), read.getValue(), about).stream())
                .toList();
    }

    private Optional<PolicyProblem> warning(String argument, boolean asksFirst, List<Tool> about) {
        Map<Boolean, List<String>> tools = about.stream()
                .collect(Collectors.partitioningBy(
                        tool -> tool.parameters().stream()
                                .anyMatch(parameter -> parameter.name().equals(argument)),
                        Collectors.mapping(Tool::name, Collectors.toList())));
        List<String> without = tools.getOrDefault(false, List.of());
        if (without.isEmpty()) {
            return Optional.empty();
        }
        boolean never = asksFirst || permission.compareTo(Permission.SOFT_LIMIT) < 0 || grant;
        String message = "args.%s is an argument of %s, but not of %s: for those the condition %s. %s"
                .formatted(
                        argument,
                        some(tools.getOrDefault(true, List.of())),
                        some(without),
                        never
                                ? "may never hold, so that this rule does not hold them back"
                                : "cannot be evaluated and so always holds",
                        "Name in tools only those that have it, or give the others a rule of their own");
        return Optional.of(new PolicyProblem(line, null, name, message));
    }

    private static String some(List<String> names) {
        int shown = 4;
        String first = String.join(", ", names.subList(0, Math.min(shown, names.size())));
        return names.isEmpty() ? "none of its tools" : names.size() <= shown ? first : first + " and others";
    }

    Answer answer(Variables variables) {
        return when == null ? new Answer.Holds() : when.answer(variables);
    }
}
