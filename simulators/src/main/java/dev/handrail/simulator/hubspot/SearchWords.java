package dev.handrail.simulator.hubspot;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a text is cut into the words that a search compares. */
final class SearchWords {

    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}.*]+");

    private SearchWords() {}

    /** Lower-case words; {@code bar.com} is found as itself, as {@code bar} and as {@code com}. */
    static Set<String> of(String text) {
        var words = new LinkedHashSet<String>();
        for (String word : cut(text)) {
            words.add(word);
            Stream.of(word.split("\\.")).filter(part -> !part.isEmpty()).forEach(words::add);
        }
        return words;
    }

    static List<String> cut(String text) {
        return Stream.of(BETWEEN.split(text.toLowerCase(Locale.ROOT)))
                .map(word -> word.replaceAll("^\\.+|\\.+$", ""))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Whether all the wanted words are in the text; {@code *} stands for any characters. */
    static boolean contain(String text, String wanted) {
        if (wanted.contains("*")) {
            Pattern pattern = glob(wanted.toLowerCase(Locale.ROOT));
            return pattern.matcher(text.toLowerCase(Locale.ROOT)).matches()
                    || of(text).stream().anyMatch(word -> pattern.matcher(word).matches());
        }
        List<String> needed = cut(wanted);
        return !needed.isEmpty() && of(text).containsAll(needed);
    }

    /** Whether each wanted word begins some word of the text. */
    static boolean begin(Set<String> words, String wanted) {
        return cut(wanted).stream().allMatch(each -> words.stream().anyMatch(word -> word.startsWith(each)));
    }

    private static Pattern glob(String wanted) {
        String expression =
                Stream.of(wanted.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(expression, Pattern.DOTALL);
    }
}
