package dev.handrail.api.tool;

import dev.handrail.api.problem.Problem;
import dev.handrail.api.problem.ProblemException;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.DeniedNames;
import dev.handrail.tool.Tool;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds a tool by its name, or says what to call instead. */
@Component
public class ToolNames {

    private final Catalog catalog;

    ToolNames(Catalog catalog) {
        this.catalog = catalog;
    }

    /** @throws ProblemException 404 {@code unknown_tool} */
    Tool find(String name) {
        return catalog.find(name).orElseThrow(() -> unknown(name));
    }

    /** Why there is no tool of this name; empty when there is one. */
    public Optional<ProblemException> objection(String name) {
        return catalog.find(name).isPresent() ? Optional.empty() : Optional.of(unknown(name));
    }

    private ProblemException unknown(String name) {
        List<String> nearest = catalog.nearest(name);
        String instead = DeniedNames.reasonFor(name)
                .orElseGet(() -> nearest.isEmpty()
                        ? "GET /api/capabilities lists the tools"
                        : "did you mean " + String.join(", ", nearest) + "?");
        return Problem.notFound("unknown_tool", "There is no such tool: " + instead)
                .with("nearest", nearest)
                .toException();
    }
}
