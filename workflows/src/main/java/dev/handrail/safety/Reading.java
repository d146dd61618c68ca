package dev.handrail.safety;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A text as a program behind the CRM may read it: without disguises, once more decoded than the reading before. */
final class Reading {

    /** Twice-encoded attacks are known; one more is cheap. */
    private static final int MAX_DECODINGS = 3;

    private static final Pattern OLD_SPACE = Pattern.compile("[\\x0B\\f\\x85]");
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cf}\\p{Cc}\\uFE00-\\uFE0F\\u115F\\u1160\\u3164&&[^\\t\\n\\r]]");
    private static final Pattern VERSIONED_COMMENT = Pattern.compile("/\\*!\\d{0,6}([^*]{0,500})\\*/");
    private static final Pattern COMMENT = Pattern.compile("/\\*[^*]{0,500}\\*/");
    private static final Pattern SPACES = Pattern.compile("[\\s+]+");
    private static final Pattern CURLY_QUOTE = Pattern.compile("[\\u2018\\u2019\\u02BC\\u2032]");
    private static final Pattern CURLY_DOUBLE_QUOTE = Pattern.compile("[\\u201C\\u201D\\u2033]");

    private final String text;
    private final String lower;
    private @Nullable String query;
    private @Nullable BitSet openingQuotes;
    private @Nullable BitSet unopenedBraces;

    private Reading(String text) {
        this.text = text;
        this.lower = text.toLowerCase(Locale.ROOT);
    }

    /** The undisguised text itself first, then each decoding that changed something. */
    static List<Reading> of(String plain) {
        List<Reading> readings = new ArrayList<>();
        String text = plain;
        readings.add(new Reading(text));
        for (int i = 0; i < MAX_DECODINGS; i++) {
            String decoded = undisguised(Decoder.decode(text));
            if (decoded.equals(text)) {
                break;
            }
            text = decoded;
            readings.add(new Reading(text));
        }
        return readings;
    }

    /** NFKC, without characters that nobody sees. */
    static String undisguised(String value) {
        if (isPrintableAscii(value)) {
            return value;
        }
        String normal = Normalizer.normalize(value, Normalizer.Form.NFKC);
        return INVISIBLE.matcher(OLD_SPACE.matcher(normal).replaceAll(" ")).replaceAll("");
    }

    String text() {
        return text;
    }

    String lower() {
        return lower;
    }

    /** Lower case, one kind of quotes, single spaces, and a space for each comment. */
    String query() {
        if (query == null) {
            query = asQuery(lower);
        }
        return query;
    }

    /** Whether the quote at this place of the query opens something; an apostrophe and the second of a pair do not. */
    boolean opensQuote(int at) {
        if (openingQuotes == null) {
            openingQuotes = openingQuotes(query());
        }
        return openingQuotes.get(at);
    }

    /** Whether the brace at this place of the query closes something that the text never opened. */
    boolean closesUnopened(int at) {
        if (unopenedBraces == null) {
            unopenedBraces = unopenedBraces(query());
        }
        return unopenedBraces.get(at);
    }

    private static boolean isPrintableAscii(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    private static String asQuery(String lower) {
        String query = CURLY_QUOTE.matcher(lower).replaceAll("'");
        query = CURLY_DOUBLE_QUOTE.matcher(query).replaceAll("\"");
        if (query.contains("/*")) {
            query = VERSIONED_COMMENT.matcher(query).replaceAll(" $1 ");
            query = COMMENT.matcher(query).replaceAll(" ");
        }
        return SPACES.matcher(query).replaceAll(" ");
    }

    private static BitSet openingQuotes(String query) {
        BitSet opening = new BitSet();
        boolean single = false;
        boolean twofold = false;
        for (int i = 0; i < query.length(); i++) {
            char c = query.charAt(i);
            if (c == '\'' && !isApostrophe(query, i)) {
                single = !single;
                opening.set(i, single);
            } else if (c == '"') {
                twofold = !twofold;
                opening.set(i, twofold);
            }
        }
        return opening;
    }

    private static boolean isApostrophe(String query, int at) {
        return at > 0
                && at + 1 < query.length()
                && Character.isLetter(query.charAt(at - 1))
                && Character.isLetter(query.charAt(at + 1));
    }

    private static BitSet unopenedBraces(String query) {
        BitSet unopened = new BitSet();
        int depth = 0;
        for (int i = 0; i < query.length(); i++) {
            char c = query.charAt(i);
            if (c == '{') {
                depth++;
            } else if (c == '}' && depth > 0) {
                depth--;
            } else if (c == '}') {
                unopened.set(i);
            }
        }
        return unopened;
    }
}
