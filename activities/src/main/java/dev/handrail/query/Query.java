package dev.handrail.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is asked.
 *
 * @param cursor null for the first page
 */
public record Query(
        String type,
        @Nullable String id,
        @Nullable String search,
        Map<String, Object> filters,
        List<String> include,
        int limit,
        @Nullable String cursor) {

    public static final int DEFAULT_LIMIT = 20;
    public static final int MAX_LIMIT = 100;

    public Query {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit is 1 to %d".formatted(MAX_LIMIT));
        }
        Map<String, Object> named = new TreeMap<>();
        filters.forEach((name, value) -> {
            if (value != null) {
                named.put(filterName(name), value);
            }
        });
        Object searched = named.remove(QueryType.SEARCH);
        if (searched instanceof String words && search == null) {
            search = words;
        } else if (searched != null && !searched.equals(search)) {
            throw Values.refused(QueryType.SEARCH, "a text, and one search is enough");
        }
        filters = Map.copyOf(named);
        include = List.copyOf(include);
        if (search != null && search.isBlank()) {
            search = null;
        }
    }

    /** What stays the same from page to page. */
    String withoutPage() {
        List<String> parts = new ArrayList<>(List.of(type, String.valueOf(id), String.valueOf(search)));
        new TreeMap<>(filters).forEach((name, value) -> parts.add(name + "=" + value));
        parts.add(String.join(",", include));
        return String.join("\n", parts);
    }

    /** As the actions name their arguments, too: {@code contactId} is {@code customer_id}. */
    private static String filterName(String given) {
        String name = given.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        return name.equals("contact_id") ? "customer_id" : name;
    }
}
