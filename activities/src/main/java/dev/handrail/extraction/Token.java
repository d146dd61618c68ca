package dev.handrail.extraction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A word, a number (whatever starts with a digit: {@code 25+}, {@code 3:30}, {@code 4a}) or a single mark. */
record Token(Kind kind, int start, int end, String text, String lower) {

    enum Kind {
        WORD,
        NUMBER,
        MARK
    }

    /** What stands before the first token and after the last. */
    static final Token NONE = new Token(Kind.MARK, 0, 0, "\n", "\n");

    static List<Token> of(Notes notes) {
        String text = notes.text();
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char first = text.charAt(at);
            if (first == ' ') {
                at++;
                continue;
            }
            Kind kind = Character.isDigit(first) ? Kind.NUMBER : Character.isLetter(first) ? Kind.WORD : Kind.MARK;
            int end = kind == Kind.MARK ? at + 1 : end(text, at, kind);
            String words = text.substring(at, end);
            tokens.add(new Token(kind, at, end, words, words.toLowerCase(Locale.ROOT)));
            at = end;
        }
        return tokens;
    }

    private static int end(String text, int start, Kind kind) {
        String joints = kind == Kind.WORD ? "'’-" : ",.:/-'";
        int at = start + 1;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean joins = joints.indexOf(c) >= 0
                    && at + 1 < text.length()
                    && Character.isLetterOrDigit(text.charAt(at + 1))
                    && (kind == Kind.WORD || c == '-' || Character.isDigit(text.charAt(at + 1)))
                    && !possessive(text, at);
            if (!Character.isLetterOrDigit(c) && !joins) {
                break;
            }
            at++;
        }
        return kind == Kind.NUMBER && at < text.length() && text.charAt(at) == '+' ? at + 1 : at;
    }

    private static boolean possessive(String text, int at) {
        return (text.charAt(at) == '\'' || text.charAt(at) == '’')
                && text.charAt(at + 1) == 's'
                && (at + 2 == text.length() || !Character.isLetterOrDigit(text.charAt(at + 2)));
    }

    boolean isWord() {
        return kind == Kind.WORD;
    }

    boolean isNumber() {
        return kind == Kind.NUMBER;
    }

    boolean isMark() {
        return kind == Kind.MARK;
    }

    boolean is(String other) {
        return lower.equals(other);
    }

    boolean isOneOf(String marks) {
        return isMark() && marks.contains(text);
    }

    /** Ends a sentence, a line or a part of a list. */
    boolean isBreak() {
        return isOneOf(".!?;\n");
    }

    boolean isCapital() {
        return isWord() && Character.isUpperCase(text.charAt(0));
    }

    boolean isDigits() {
        return text.chars().allMatch(Character::isDigit);
    }
}
