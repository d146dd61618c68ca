package dev.handrail.simulator.salesforce.query;

import dev.handrail.simulator.salesforce.query.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a query into tokens. */
final class Lexer {

    private static final Pattern PIECE = Pattern.compile("""
            (?<space>\\s+)\
            |(?<moment>\\d{4}-\\d{2}-\\d{2}(?:T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?(?:Z|[+-]\\d{2}:?\\d{2})?)?)\
            |(?<number>[+-]?(?:\\d+\\.?\\d*|\\.\\d+))\
            |(?<word>[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)*(?::\\d+)?)\
            |(?<symbol><=|>=|!=|<>|[=<>(),])""");

    private Lexer() {}

    static List<Token> tokens(String query) {
        var tokens = new ArrayList<Token>();
        Matcher matcher = PIECE.matcher(query);
        int at = 0;
        while (at < query.length()) {
            if (query.charAt(at) == '\'') {
                int end = endOfString(query, at);
                tokens.add(new Token(Kind.STRING, unescaped(query, at + 1, end), at));
                at = end + 1;
                continue;
            }
            if (!matcher.region(at, query.length()).lookingAt()) {
                throw Complaint.malformed(query, at, "unexpected token: '" + query.charAt(at) + "'");
            }
            for (Kind kind : new Kind[] {Kind.MOMENT, Kind.NUMBER, Kind.WORD, Kind.SYMBOL}) {
                String text = matcher.group(group(kind));
                if (text != null) tokens.add(new Token(kind, text, at));
            }
            at = matcher.end();
        }
        tokens.add(new Token(Kind.END, "<EOF>", query.length()));
        return tokens;
    }

    private static String group(Kind kind) {
        return switch (kind) {
            case MOMENT -> "moment";
            case NUMBER -> "number";
            case WORD -> "word";
            case SYMBOL -> "symbol";
            case STRING, END -> throw new IllegalArgumentException("No group for " + kind);
        };
    }

    private static int endOfString(String query, int start) {
        for (int i = start + 1; i < query.length(); i++) {
            if (query.charAt(i) == '\\') i++;
            else if (query.charAt(i) == '\'') return i;
        }
        throw Complaint.malformed(query, start, "unterminated string literal");
    }

    /** {@code \%} and {@code \_} keep their backslash, which means something to LIKE. */
    private static String unescaped(String query, int from, int to) {
        var text = new StringBuilder();
        for (int i = from; i < to; i++) {
            char c = query.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char next = query.charAt(++i);
            switch (next) {
                case 'n', 'N' -> text.append('\n');
                case 'r', 'R' -> text.append('\r');
                case 't', 'T' -> text.append('\t');
                case 'b', 'B' -> text.append('\b');
                case 'f', 'F' -> text.append('\f');
                case '\'', '"' -> text.append(next);
                case '\\' -> text.append("\\\\");
                case '%', '_' -> text.append('\\').append(next);
                case 'u', 'U' -> {
                    text.append(character(query, i));
                    i += 4;
                }
                default ->
                    throw Complaint.malformed(
                            query, i, "Invalid string literal: illegal character sequence '\\" + next + "'");
            }
        }
        return text.toString();
    }

    /** The character that four hexadecimal digits stand for. */
    private static char character(String query, int at) {
        int end = Math.min(at + 5, query.length());
        String digits = query.substring(at + 1, end);
        if (!digits.matches("[0-9A-Fa-f]{4}")) {
            throw Complaint.malformed(query, at, "Invalid string literal: illegal character sequence '\\u'");
        }
        return (char) Integer.parseInt(digits, 16);
    }
}
