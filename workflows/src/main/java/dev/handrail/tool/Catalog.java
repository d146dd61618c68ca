package dev.handrail.tool;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** The tools there are, in the order they are listed. A tool that is not here does not exist. */
public final class Catalog {

    private final SequencedMap<String, Tool> tools = new LinkedHashMap<>();

    public Catalog(Collection<Tool> tools) {
        for (Tool tool : tools) {
            if (this.tools.put(tool.name(), tool) != null) {
                throw new IllegalArgumentException("Two tools are called " + tool.name());
            }
        }
    }

    /** The CRM tools of seed 001. */
    public static Catalog crm() {
        return new Catalog(
                Stream.of(LeadTools.ALL, AccountTools.ALL, SalesTools.ALL, ActivityTools.ALL, EnrichmentTools.ALL)
                        .flatMap(List::stream)
                        .toList());
    }

    /** With the actions of the office's domains. */
    public Catalog with(List<Tool> more) {
        return new Catalog(Stream.concat(tools.values().stream(), more.stream()).toList());
    }

    public Optional<Tool> find(String name) {
        return Optional.ofNullable(tools.get(name));
    }

    /** For names that were checked before. */
    public Tool tool(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("There is no tool called " + name));
    }

    public boolean hasNone(Category category) {
        return tools.values().stream().noneMatch(tool -> tool.category() == category);
    }

    /** What a request for authorization is about: a tool, or the plan of a lead. */
    public Tool asked(String name) {
        return name.equals(LeadPlan.TOOL.name()) ? LeadPlan.TOOL : tool(name);
    }

    public List<Tool> all() {
        return List.copyOf(tools.values());
    }

    /** The names most like the given one, nearest first, for an error that says what to call instead. */
    public List<String> nearest(String name) {
        Map<String, Integer> distances = new LinkedHashMap<>();
        tools.keySet().forEach(candidate -> distances.put(candidate, sharedWords(name, candidate)));
        return distances.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(3)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static int sharedWords(String one, String other) {
        List<String> words = List.of(other.split("_"));
        String separated = one.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
        return (int) Stream.of(separated.split("[^a-z]+"))
                .map(word -> word.endsWith("s") && !words.contains(word) ? word.substring(0, word.length() - 1) : word)
                .filter(words::contains)
                .count();
    }
}
