package dev.handrail.action;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** How alike two company names are, apart from their legal form. */
final class CompanyName {

    /** Above this a match is taken without asking; seed 001, {@code matchAccount}. */
    static final double SURE = 0.8;

    private static final String LEGAL_FORMS =
            "\\b(incorporated|inc|corporation|corp|company|co|limited|ltd|llc|llp|plc|gmbh|ag|sa|nv|bv|kg|the|group|holdings?|class [ab])\\b";
    private static final double SAME_WORD = 0.92;
    private static final JaroWinklerSimilarity JARO_WINKLER = new JaroWinklerSimilarity();

    private CompanyName() {}

    /**
     * 0 to 1: the share of letters in words that both names have, give or take a typing error. Word by word, because
     * General Electric is not General Motors, however alike the letters are.
     */
    static double similarity(String one, String other) {
        List<String> left = List.of(core(one).split(" "));
        List<String> right = new ArrayList<>(List.of(core(other).split(" ")));
        int letters = letters(left) + letters(right);
        double shared = 0;
        for (String word : left) {
            Optional<String> twin = right.stream()
                    .filter(candidate -> JARO_WINKLER.apply(word, candidate) >= SAME_WORD)
                    .max(Comparator.comparingDouble(candidate -> JARO_WINKLER.apply(word, candidate)));
            if (twin.isPresent()) {
                right.remove(twin.get());
                shared += (word.length() + twin.get().length()) * JARO_WINKLER.apply(word, twin.get());
            }
        }
        return letters == 0 ? 0 : shared / letters;
    }

    private static int letters(List<String> words) {
        return words.stream().mapToInt(String::length).sum();
    }

    private static String core(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replace("&", " and ")
                .replaceAll("[^\\p{L}\\p{N}]+", " ");
        String bare = plain.replaceAll(LEGAL_FORMS, " ").strip().replaceAll(" +", " ");
        return bare.isEmpty() ? plain.strip() : bare;
    }
}
