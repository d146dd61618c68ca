package dev.handrail.salesforce;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** Finds accounts by names that are written in another way. */
final class AccountNames {

    private static final Set<String> LEGAL_FORMS = Set.of(
            "incorporated",
            "inc",
            "corporation",
            "corp",
            "company",
            "co",
            "limited",
            "ltd",
            "llc",
            "llp",
            "plc",
            "gmbh",
            "ag",
            "sa",
            "nv",
            "bv",
            "kg",
            "group",
            "holding",
            "holdings",
            "the",
            "and");

    /** Less alike are only alike by chance, such as Walmart and Walgreens. */
    private static final double ALIKE = 0.75;

    /** Enough to find "Wal-Mart", whose first word is "Wal", when "Walmart" is looked for. */
    private static final int PREFIX = 3;

    private static final int CANDIDATES = 200;
    private static final JaroWinklerSimilarity JARO_WINKLER = new JaroWinklerSimilarity();

    private AccountNames() {}

    static Sosl search(SalesforceObject account, String name) {
        List<String> words = core(name);
        String letters = String.join("", words);
        Sosl sosl = new Sosl(Sosl.Scope.NAME, account.name(), account.selected(), CANDIDATES);
        sosl.orPrefix(letters);
        words.forEach(sosl::orPrefix);
        int prefix = Math.min(PREFIX, letters.codePointCount(0, letters.length()));
        return sosl.orPrefix(letters.substring(0, letters.offsetByCodePoints(0, prefix)));
    }

    /** From 0 to 1. */
    static double likeness(String one, String other) {
        return JARO_WINKLER.apply(String.join("", core(one)), String.join("", core(other)));
    }

    static boolean alike(double likeness) {
        return likeness >= ALIKE;
    }

    private static List<String> core(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .replaceAll("\\([^)]*\\)", " ")
                .toLowerCase(Locale.ROOT);
        List<String> all = Sosl.words(plain);
        List<String> significant =
                all.stream().filter(word -> !LEGAL_FORMS.contains(word)).toList();
        return significant.isEmpty() ? all : significant;
    }
}
