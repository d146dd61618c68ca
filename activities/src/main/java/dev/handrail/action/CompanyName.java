package dev.handrail.action;

import java.text.Normalizer;
import java.util.Locale;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** How alike two company names are, apart from their legal form. */
final class CompanyName {

    /** Above this a match is taken without asking; seed 001, {@code matchAccount}. */
    static final double SURE = 0.8;

    private static final String LEGAL_FORMS =
            "\\b(incorporated|inc|corporation|corp|company|co|limited|ltd|llc|llp|plc|gmbh|ag|sa|nv|bv|kg|the|group|holdings?|class [ab])\\b";
    private static final JaroWinklerSimilarity JARO_WINKLER = new JaroWinklerSimilarity();

    private CompanyName() {}

    /** 0 to 1. Names of which one only begins like the other stay below {@link #SURE}. */
    static double similarity(String one, String other) {
        String left = core(one);
        String right = core(other);
        if (left.equals(right)) {
            return left.isEmpty() ? 0 : 1;
        }
        double likeness = JARO_WINKLER.apply(left, right);
        double lengths = (double) Math.min(left.length(), right.length()) / Math.max(left.length(), right.length());
        return likeness * Math.sqrt(lengths);
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
