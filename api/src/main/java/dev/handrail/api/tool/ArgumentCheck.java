package dev.handrail.api.tool;

import dev.handrail.api.problem.Problem;
import dev.handrail.api.problem.Problem.FieldError;
import dev.handrail.api.request.SchemaCheck;
import dev.handrail.api.request.StrictJson;
import dev.handrail.tool.Catalog;
import dev.handrail.tool.Tool;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Checks arguments against the JSON Schema of their tool. */
@Component
class ArgumentCheck {

    private final Map<String, SchemaCheck> checks;

    ArgumentCheck(Catalog catalog) {
        this.checks = catalog.all().stream()
                .collect(Collectors.toMap(Tool::name, tool -> new SchemaCheck(StrictJson.toTree(tool.inputSchema()))));
    }

    /** @throws dev.handrail.api.problem.ProblemException 400 {@code invalid_arguments} that names every field */
    void check(Tool tool, Map<String, Object> arguments) {
        SchemaCheck check = checks.get(tool.name());
        List<FieldError> errors = check == null ? List.of() : check.errors(StrictJson.toTree(arguments));
        if (!errors.isEmpty()) {
            throw Problem.invalid("invalid_arguments", errors).toException();
        }
    }
}
