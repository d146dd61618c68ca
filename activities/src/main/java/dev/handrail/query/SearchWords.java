package dev.handrail.query;

import dev.handrail.action.ActionRefused;
import dev.handrail.call.Refusal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The words of a search, written as {@code office_words} writes those of the records. */
record SearchWords(List<String> all) {

    private static final int MOST = 8;
    private static final int LONGEST = 60;
    private static final int SHORTEST_ALIKE = 4;
    private static final Pattern ACCENTS = Pattern.compile("[\\u0300-\\u036f]+");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final Set<String> FILLERS = Set.of(
            "a",
            "an",
            "and",
            "at",
            "by",
            "called",
            "client",
            "customer",
            "find",
            "for",
            "from",
            "has",
            "have",
            "he",
            "her",
            "him",
            "his",
            "in",
            "is",
            "it",
            "its",
            "lady",
            "live",
            "lives",
            "living",
            "me",
            "my",
            "named",
            "near",
            "of",
            "on",
            "or",
            "our",
            "people",
            "person",
            "she",
            "somebody",
            "someone",
            "that",
            "the",
            "their",
            "them",
            "they",
            "to",
            "was",
            "we",
            "who",
            "whose",
            "with");

    SearchWords {
        all = List.copyOf(all);
    }

    /** @throws ActionRefused when there is nothing to look for */
    static SearchWords of(String text) {
        List<String> words = Stream.of(folded(text).split(" ", -1))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
        if (words.isEmpty()) {
            throw new ActionRefused(
                    Refusal.INVALID_ARGUMENTS,
                    "A search needs a letter or a digit, such as of a name or a phone number");
        }
        return new SearchWords(most(words, MOST));
    }

    /** Without those that say nothing about anybody, unless there are no others. */
    static SearchWords telling(String text, int most) {
        List<String> words = of(text).all();
        List<String> telling =
                words.stream().filter(word -> !FILLERS.contains(word)).toList();
        return new SearchWords(most(telling.isEmpty() ? words : telling, most));
    }

    /** Lower case without accents and punctuation. */
    static String folded(String text) {
        String plain = ACCENTS.matcher(Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD))
                .replaceAll("");
        return BETWEEN.matcher(plain).replaceAll(" ").strip();
    }

    /** Words that may be misspelt; numbers and short words are not, for too much would be like them. */
    List<String> misspellable() {
        return all.stream().filter(SearchWords::isMisspellable).toList();
    }

    List<String> exact() {
        return all.stream().filter(word -> !isMisspellable(word)).toList();
    }

    private static boolean isMisspellable(String word) {
        return word.length() >= SHORTEST_ALIKE && word.chars().noneMatch(Character::isDigit);
    }

    /** The longest, which say most, in the order in which they were said. */
    private static List<String> most(List<String> words, int most) {
        List<String> kept = new ArrayList<>(words);
        words.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .skip(most)
                .forEach(kept::remove);
        return kept.stream()
                .map(word -> word.substring(0, Math.min(word.length(), LONGEST)))
                .toList();
    }
}
