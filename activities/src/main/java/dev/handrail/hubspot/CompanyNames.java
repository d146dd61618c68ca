package dev.handrail.hubspot;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** How the name of a company is looked for by words, and which of the found names is most like it. */
final class CompanyNames {

    private static final String LEGAL_FORMS =
            "\\b(incorporated|inc|corporation|corp|company|co|limited|ltd|llc|llp|plc|gmbh|ag|sa|nv|bv|kg|the|group|holdings?|class [ab])\\b";

    /** HubSpot takes five groups of filters in a search. */
    private static final int MOST_TOKENS = 5;

    /** How much of the name without its gaps is looked for: Wal-Mart is also Walmart. */
    private static final int JOINED = 6;

    private static final JaroWinklerSimilarity JARO_WINKLER = new JaroWinklerSimilarity();

    private CompanyNames() {}

    /** Beginnings of words of which a resembling name has at least one; none when the name has no word. */
    static List<String> tokens(String name) {
        String core = core(name);
        if (core.isEmpty()) {
            return List.of();
        }
        Set<String> tokens = new LinkedHashSet<>();
        String joined = core.replace(" ", "");
        List<String> words = new ArrayList<>(List.of(core.split(" ")));
        words.sort(Comparator.comparingInt(String::length).reversed());
        tokens.add(beginning(joined, JOINED));
        words.stream().filter(word -> word.length() > 1 || words.size() == 1).forEach(tokens::add);
        return tokens.stream().limit(MOST_TOKENS).toList();
    }

    /** Whether one of its words begins with one of the tokens. */
    static boolean hasOneOf(List<String> tokens, String name) {
        return Stream.of(plain(name).split(" "))
                .anyMatch(word -> tokens.stream().anyMatch(word::startsWith));
    }

    /** 0 to 1. */
    static double similarity(String one, String other) {
        return JARO_WINKLER.apply(core(one).replace(" ", ""), core(other).replace(" ", ""));
    }

    private static String beginning(String word, int length) {
        return word.codePointCount(0, word.length()) <= length
                ? word
                : word.substring(0, word.offsetByCodePoints(0, length));
    }

    private static String core(String name) {
        String plain = plain(name);
        String bare = plain.replaceAll(LEGAL_FORMS, " ").strip().replaceAll(" +", " ");
        return bare.isEmpty() ? plain.strip() : bare;
    }

    private static String plain(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replace("&", " and ")
                .replaceAll("[^\\p{L}\\p{N}]+", " ");
    }
}
