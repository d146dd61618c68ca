package dev.handrail.policy;

import dev.handrail.tool.DeniedNames;
import dev.handrail.tool.Permission;
import dev.handrail.tool.Tool;
import java.util.List;
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

    Answer answer(Variables variables) {
        return when == null ? new Answer.Holds() : when.answer(variables);
    }
}
