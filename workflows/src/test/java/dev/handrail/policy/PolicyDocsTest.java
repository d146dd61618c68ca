package dev.handrail.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handrail.tool.Category;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/policy.md} shows would be taken, and it tells all there is. */
class PolicyDocsTest {

    private static final Pattern EXAMPLES = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    private final String page = page();

    @Test
    void itsExamplesArePolicies() {
        List<String> examples =
                EXAMPLES.matcher(page).results().map(match -> match.group(1)).toList();

        assertThat(examples)
                .hasSize(3)
                .allSatisfy(example -> assertThat(Policy.parse(example, FixtureCatalog.WITH_DENIED)
                                .ruleCount())
                        .isPositive());
    }

    @Test
    void itNamesEverythingThatCanBeWritten() {
        assertThat(page).contains(HistoryFact.labels()).contains(Variables.MAPS).contains(Variables.RECORD_TYPES);
        for (Category category : Category.values()) {
            assertThat(page).contains(category.label());
        }
    }

    private static String page() {
        try {
            return Files.readString(Path.of("../docs/policy.md"));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
