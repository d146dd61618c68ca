package dev.handrail.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.testing.Database;
import dev.handrail.tool.Category;
import dev.handrail.tool.Parameter;
import dev.handrail.tool.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code docs/office.md} is written from the handlers: run with {@code -Dhandrail.writeDocs=true} after a change. */
class OfficeDocsIT {

    private static final Path PAGE = Path.of("../docs/office.md");

    private final DomainActions domains = new DomainActions(DomainConfiguration.handlers(
            Database.shared().tenants(), Database.shared().jdbc(), Clock.systemUTC()));

    @Test
    void thePageOfTheOfficeIsWhatTheHandlersSay() throws IOException {
        String page = page();
        if (Boolean.getBoolean("handrail.writeDocs")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private String page() {
        StringBuilder page = new StringBuilder("""
                # The office

                Written from the handlers (`dev.handrail.domain`); do not edit. Agents call an action with
                `crm_action(domain, action, data, reasoning)` over MCP, programs with `POST /api/tools/{domain}_{action}/calls`. In
                `data`, `id` may stand for the domain's own record. Amounts are in minor units, such as cents. Permission:
                `unrestricted` runs, `soft_limit` needs reasoning, and what the [policy](policy.md) holds back waits for a person; the
                shipped one asks before a customer with tickets or invoices is deleted and before a paid invoice is voided. Undo:
                `reversible` restores the earlier values, `compensatable` removes what was created.
                """);
        for (Category domain : Category.values()) {
            List<Tool> tools = domains.tools().stream()
                    .filter(tool -> tool.category() == domain)
                    .toList();
            if (!tools.isEmpty()) {
                page.append("\n## %s\n".formatted(domain.label()));
                tools.forEach(tool -> describe(page, tool));
            }
        }
        return page.toString();
    }

    private static void describe(StringBuilder page, Tool tool) {
        page.append("\n### `%s`\n\n%s\n\n%s · undo %s\n\n"
                .formatted(
                        tool.action(),
                        tool.description(),
                        tool.permission().label(),
                        tool.undo().name().toLowerCase(Locale.ROOT)));
        page.append("| parameter | | takes |\n|---|---|---|\n");
        for (Parameter parameter : tool.parameters()) {
            page.append("| `%s` | %s | %s |\n"
                    .formatted(parameter.name(), parameter.required() ? "required" : "", takes(parameter.schema())));
        }
    }

    private static String takes(Map<String, Object> schema) {
        String values = parts(schema.get("enum"));
        String items =
                schema.get("items") instanceof Map<?, ?> item && item.get("properties") instanceof Map<?, ?> properties
                        ? " (each with %s)".formatted(parts(List.copyOf(properties.keySet())))
                        : "";
        return schema.get("description") + (values.isEmpty() ? "" : ": " + values) + items;
    }

    private static String parts(@Nullable Object names) {
        return names instanceof List<?> list
                ? list.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "))
                : "";
    }
}
