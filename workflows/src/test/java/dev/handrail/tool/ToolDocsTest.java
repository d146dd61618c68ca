package dev.handrail.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code docs/tools.md} says what the catalog says; {@code -Dhandrail.writeDocs=true} writes it anew. */
class ToolDocsTest {

    private static final Path PAGE = Path.of("../docs/tools.md");

    @Test
    void thePageOfToolsIsWhatTheCatalogSays() throws IOException {
        String page = page();
        if (Boolean.getBoolean("handrail.writeDocs")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # Tools

                Written from the catalog (`dev.handrail.tool`); do not edit. Permission: `unrestricted` runs, `soft_limit` needs
                reasoning, `requires_authorization` waits for a person; a policy can make each stricter. Undo: `REVERSIBLE` restores
                the earlier values, `COMPENSATABLE` removes what was created, `IRREVERSIBLE` cannot be taken back.
                """);
        Category section = null;
        for (Tool tool : Catalog.crm().all()) {
            if (tool.category() != section) {
                section = tool.category();
                page.append("\n## ").append(section.label().replace('_', ' ')).append('\n');
            }
            page.append("\n### `%s`\n\n%s\n\n".formatted(tool.name(), tool.description()));
            page.append("%s · undo %s · costs %d of the CRM's calls\n\n"
                    .formatted(tool.permission().label(), tool.undo().name().toLowerCase(Locale.ROOT), tool.cost()));
            page.append("| argument | | takes |\n|---|---|---|\n");
            tool.parameters().forEach(parameter -> page.append(row(parameter)));
        }
        return page.toString();
    }

    private static String row(Parameter parameter) {
        return "| `%s` | %s | %s |\n"
                .formatted(
                        parameter.name(),
                        parameter.required() ? "required" : "",
                        parameter.schema().get("description") + limits(parameter.schema()));
    }

    private static String limits(Map<String, Object> schema) {
        Optional<String> values = Optional.ofNullable(schema.get("enum")).map(all -> ": " + joined(all));
        Optional<String> items = Optional.ofNullable((Map<?, ?>) schema.get("items"))
                .map(item -> item.get("enum"))
                .map(all -> ": " + joined(all));
        Optional<String> longest =
                Optional.ofNullable(schema.get("maxLength")).map(length -> "; at most %s characters".formatted(length));
        return values.or(() -> items).or(() -> longest).orElse("");
    }

    private static String joined(Object values) {
        return String.join(
                ", ",
                ((List<?>) values).stream().map(value -> "`" + value + "`").toList());
    }
}
