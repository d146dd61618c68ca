package dev.handrail.simulator.salesforce.query;

import dev.handrail.simulator.salesforce.data.Refusal;
import dev.handrail.simulator.salesforce.data.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What is searched for: words and quoted phrases, {@code *} and {@code ?} for letters, AND, OR, AND NOT, parentheses.
 * Texts are compared word by word, not letter by letter: {@code acme} finds "Acme, Inc." but not "Acmeville".
 */
final class SearchTerm {

    private static final String UNESCAPED = "&|!{}[]^~:";

    /** A word or phrase as patterns of single words, or an operator or parenthesis with its own name. */
    private record Piece(String operator, List<Pattern> words) {}

    private final List<Piece> pieces = new ArrayList<>();
    private final Predicate<List<List<String>>> test;
    private int at;

    /** @param strict whether the characters that SOSL reserves must be escaped */
    SearchTerm(String term, boolean strict) {
        cut(term, strict);
        if (term.codePoints().filter(Character::isLetterOrDigit).count() < 2) {
            throw Refusal.of("MALFORMED_SEARCH", "search term must be longer than one character: " + term);
        }
        test = alternatives();
        if (at < pieces.size()) throw Refusal.of("MALFORMED_SEARCH", "unexpected token: )");
    }

    /** @param texts those of a record, each cut into words */
    boolean found(List<List<String>> texts) {
        return test.test(texts);
    }

    /** Words without which no record is found; not all of them when there are alternatives or letters left open. */
    List<String> needed() {
        if (pieces.stream().anyMatch(piece -> List.of("OR", "NOT", "(").contains(piece.operator))) return List.of();
        return pieces.stream()
                .flatMap(piece -> piece.words.stream())
                .map(Pattern::pattern)
                .filter(word -> Words.of(word).equals(List.of(word)))
                .toList();
    }

    private void cut(String term, boolean strict) {
        var word = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < term.length(); i++) {
            char c = term.charAt(i);
            if (c == '\\' && i + 1 < term.length()) {
                word.append(plain(term.charAt(++i)));
            } else if (c == '"') {
                end(word, quoted);
                quoted = !quoted;
            } else if (quoted || c == '*' || c == '?') {
                word.append(c);
            } else if (c == '(' || c == ')') {
                end(word, false);
                pieces.add(new Piece(String.valueOf(c), List.of()));
            } else if (UNESCAPED.indexOf(c) >= 0 && strict) {
                throw Refusal.of("MALFORMED_SEARCH", "line 1:" + i + " no viable alternative at character '" + c + "'");
            } else if (Character.isWhitespace(c)) {
                end(word, false);
            } else {
                word.append(c);
            }
        }
        if (quoted) throw Refusal.of("MALFORMED_SEARCH", "missing closing quote");
        end(word, false);
    }

    /** A reserved character that is meant as itself separates words. */
    private static char plain(char escaped) {
        return Character.isLetterOrDigit(escaped) ? escaped : ' ';
    }

    private void end(StringBuilder word, boolean phrase) {
        String text = word.toString();
        word.setLength(0);
        if (text.isBlank()) return;
        if (!phrase && List.of("AND", "OR", "NOT").contains(text)) {
            pieces.add(new Piece(text, List.of()));
            return;
        }
        var patterns = new ArrayList<Pattern>();
        for (String part : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}*?]+")) {
            if (part.isEmpty()) continue;
            patterns.add(Pattern.compile(part.replace("*", "[\\p{L}\\p{N}]*").replace("?", "[\\p{L}\\p{N}]")));
        }
        if (!patterns.isEmpty()) pieces.add(new Piece("", patterns));
    }

    private Predicate<List<List<String>>> alternatives() {
        var first = all();
        while (accept("OR")) first = first.or(all());
        return first;
    }

    private Predicate<List<List<String>>> all() {
        var first = one();
        while (at < pieces.size()
                && !pieces.get(at).operator.equals("OR")
                && !pieces.get(at).operator.equals(")")) {
            accept("AND");
            first = first.and(accept("NOT") ? one().negate() : one());
        }
        return first;
    }

    private Predicate<List<List<String>>> one() {
        if (accept("(")) {
            var inner = alternatives();
            if (!accept(")")) throw Refusal.of("MALFORMED_SEARCH", "missing )");
            return inner;
        }
        if (at >= pieces.size() || !pieces.get(at).operator.isEmpty()) {
            throw Refusal.of("MALFORMED_SEARCH", "a word is missing in the search term");
        }
        List<Pattern> phrase = pieces.get(at++).words;
        return texts -> texts.stream().anyMatch(text -> contains(text, phrase));
    }

    private boolean accept(String operator) {
        if (at >= pieces.size() || !pieces.get(at).operator.equals(operator)) return false;
        at++;
        return true;
    }

    private static boolean contains(List<String> text, List<Pattern> phrase) {
        for (int from = 0; from + phrase.size() <= text.size(); from++) {
            boolean here = true;
            for (int i = 0; i < phrase.size() && here; i++) {
                here = phrase.get(i).matcher(text.get(from + i)).matches();
            }
            if (here) return true;
        }
        return false;
    }
}
