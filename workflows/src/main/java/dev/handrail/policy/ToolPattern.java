package dev.handrail.policy;

import dev.handrail.tool.Catalog;
import dev.handrail.tool.Category;
import dev.handrail.tool.Tool;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which tools a rule is about. */
sealed interface ToolPattern {

    boolean covers(Tool tool);

    /** Whether it is about a name, without knowing the tool. */
    boolean matches(String name);

    record Exact(String name) implements ToolPattern {
        @Override
        public boolean covers(Tool tool) {
            return matches(tool.name());
        }

        @Override
        public boolean matches(String tool) {
            return tool.equals(name);
        }
    }

    record Like(Pattern pattern) implements ToolPattern {
        @Override
        public boolean covers(Tool tool) {
            return matches(tool.name());
        }

        @Override
        public boolean matches(String tool) {
            return pattern.matcher(tool).matches();
        }
    }

    record InCategory(Category category) implements ToolPattern {
        @Override
        public boolean covers(Tool tool) {
            return tool.category() == category;
        }

        @Override
        public boolean matches(String tool) {
            return false;
        }
    }

    /** A category's label, a name, or a pattern in which {@code *} stands for any letters, also none. */
    static ToolPattern of(String text) {
        Optional<Category> category = Arrays.stream(Category.values())
                .filter(candidate -> candidate.label().equals(text))
                .findFirst();
        if (category.isPresent()) {
            return new InCategory(category.get());
        }
        return text.contains("*") ? new Like(pattern(text)) : new Exact(text);
    }

    private static Pattern pattern(String text) {
        return Pattern.compile(
                Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    /** What may stand in a rule. */
    static List<String> names(Catalog catalog) {
        return Stream.concat(
                        catalog.all().stream().map(Tool::name),
                        Arrays.stream(Category.values()).map(Category::label))
                .toList();
    }
}
