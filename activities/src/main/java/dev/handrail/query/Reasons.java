package dev.handrail.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says which fields of a record hold words, or words like them. */
record Reasons(List<String> words) {

    private static final double ALIKE = 0.3;
    private static final List<String> NAME = List.of("firstName", "lastName");
    private static final List<String> SHORT = List.of("company", "email", "title", "source", "address", "property");
    private static final List<String> PLACE = List.of("street", "city", "state", "postalCode", "country");

    /** Such as {@code notes: elderly, woman} and {@code city: Madison}. */
    List<String> of(Map<String, Object> record) {
        List<String> reasons = new ArrayList<>();
        whole(reasons, "name", NAME.stream().map(field -> text(record, field)).collect(Collectors.joining(" ")));
        SHORT.forEach(field -> whole(reasons, field, text(record, field)));
        phone(reasons, text(record, "phone"));
        List<String> noted = matched(text(record, "notes"));
        if (!noted.isEmpty()) {
            reasons.add("notes: " + String.join(", ", noted));
        }
        for (Map<?, ?> place : maps(record.get("addresses"))) {
            PLACE.forEach(field -> whole(reasons, field, text(place, field)));
        }
        for (Map<?, ?> fact : maps(record.get("attributes"))) {
            if (!matched(text(fact, "name") + " " + text(fact, "value")).isEmpty()) {
                reasons.add(text(fact, "name") + ": " + text(fact, "value"));
            }
        }
        return reasons.stream().distinct().toList();
    }

    private void whole(List<String> reasons, String field, String value) {
        if (!matched(value).isEmpty()) {
            reasons.add(field + ": " + value.strip());
        }
    }

    private void phone(List<String> reasons, String phone) {
        String digits = phone.replaceAll("[^0-9]", "");
        if (words.stream().anyMatch(word -> word.matches("\\d+") && digits.contains(word))) {
            reasons.add("phone: " + phone);
        }
    }

    /** The words of the value that were said, or are like what was. */
    private List<String> matched(String value) {
        List<String> held = List.of(SearchWords.folded(value).split(" ", -1));
        List<String> found = new ArrayList<>();
        for (String word : words) {
            held.stream()
                    .filter(one -> holds(one, word))
                    .findFirst()
                    .or(() -> held.stream().filter(one -> isLike(one, word)).findFirst())
                    .ifPresent(found::add);
        }
        return found;
    }

    private static boolean holds(String held, String word) {
        return word.length() < 3 ? held.startsWith(word) : held.contains(word);
    }

    /** As pg_trgm compares them. */
    private static boolean isLike(String held, String word) {
        if (word.length() < 4 || held.length() < 4) {
            return false;
        }
        Set<String> ours = trigrams(word);
        Set<String> common = new HashSet<>(trigrams(held));
        common.retainAll(ours);
        return common.size() >= ALIKE * (ours.size() + trigrams(held).size() - common.size());
    }

    private static Set<String> trigrams(String word) {
        String padded = "  " + word + " ";
        return Stream.iterate(0, i -> i + 1)
                .limit(padded.length() - 2L)
                .map(i -> padded.substring(i, i + 3))
                .collect(Collectors.toSet());
    }

    private static List<? extends Map<?, ?>> maps(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream()
                        .filter(Map.class::isInstance)
                        .map(each -> (Map<?, ?>) each)
                        .toList()
                : List.of();
    }

    private static String text(Map<?, ?> record, String field) {
        return record.get(field) instanceof String text ? text : "";
    }
}
