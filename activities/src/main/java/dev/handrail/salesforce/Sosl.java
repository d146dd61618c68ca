package dev.handrail.salesforce;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A search, made of words. It travels within the body of a request, so that what is searched for stands in no address
 * and in no log.
 */
final class Sosl {

    /** Salesforce wants two characters at least. */
    private static final int SHORTEST = 2;

    private static final int MOST_WORDS = 12;
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    enum Scope {
        ALL,
        NAME
    }

    private final Scope scope;
    private final String object;
    private final List<String> fields;
    private final int limit;
    private final Set<String> terms = new LinkedHashSet<>();

    Sosl(Scope scope, String object, List<String> fields, int limit) {
        this.scope = scope;
        this.object = Soql.name(object);
        this.fields = fields.stream().map(Soql::name).toList();
        this.limit = limit;
    }

    /** Words of a text: runs of letters and digits in lower case. */
    static List<String> words(String text) {
        return BETWEEN_WORDS
                .splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Also finds words that begin like this one. */
    Sosl orPrefix(String word) {
        if (word.length() >= SHORTEST && terms.size() < MOST_WORDS) {
            terms.add(SalesforceText.escapeSosl(word) + "*");
        }
        return this;
    }

    /** All these words, in this order. */
    Sosl orPhrase(List<String> words) {
        if (String.join("", words).length() >= SHORTEST) {
            terms.add(words.stream().map(SalesforceText::escapeSosl).collect(Collectors.joining(" ", "\"", "\"")));
        }
        return this;
    }

    /** Whether there is nothing in it that Salesforce could search for. */
    boolean isEmpty() {
        return terms.isEmpty();
    }

    @Override
    public String toString() {
        return "FIND {%s} IN %s FIELDS RETURNING %s(%s) LIMIT %d"
                .formatted(String.join(" OR ", terms), scope, object, String.join(", ", fields), limit);
    }
}
