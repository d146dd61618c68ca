package dev.handrail.when;

import dev.handrail.when.Token.Kind;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What somebody said, cut into tokens; nobody vouches for it. */
record Words(String text, List<Token> tokens) {

    private static final int LONGEST = 100;
    private static final int MOST_TOKENS = 14;
    private static final int LONGEST_ECHO = 40;

    /** Words that change nothing. */
    private static final Set<String> FILLERS = Set.of("the", "on", "please");

    private static final String IGNORED = "'\u2018\u2019\"\u201c\u201d?!";

    private static final Set<String> ORDINAL_ENDINGS = Set.of("st", "nd", "rd", "th");

    static Words of(String said) {
        String text = said.length() > LONGEST ? said.substring(0, LONGEST + 1) : said;
        String plain = plain(text);
        return new Words(plain, said.length() > LONGEST ? List.of() : new Cutter(plain).tokens());
    }

    /** False for what is empty or too long to be a day or a time. */
    boolean readable() {
        return !tokens.isEmpty() && tokens.size() <= MOST_TOKENS;
    }

    /** Its beginning, to quote in a question. */
    String echo() {
        StringBuilder echo = new StringBuilder();
        text.codePoints()
                .filter(letter -> letter == ' ' || Character.isLetterOrDigit(letter) || isPlainSign(letter))
                .limit(LONGEST_ECHO - 1)
                .forEach(echo::appendCodePoint);
        if (echo.length() < text.length() && echo.length() >= LONGEST_ECHO - 1) {
            echo.append('…');
        }
        return echo.toString();
    }

    private static boolean isPlainSign(int letter) {
        return letter > ' ' && letter < 127 && letter != '"' && letter != '<' && letter != '>';
    }

    /** One kind of space, dash and letter; neither apostrophes nor quotes nor marks of a question or a shout. */
    private static String plain(String said) {
        StringBuilder plain = new StringBuilder();
        Normalizer.normalize(said, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .forEach(letter -> {
                    if (Character.isWhitespace(letter) || Character.isSpaceChar(letter)) {
                        plain.append(' ');
                    } else if (Character.getType(letter) == Character.DASH_PUNCTUATION || letter == 0x2212) {
                        plain.append('-');
                    } else if (IGNORED.indexOf(letter) < 0) {
                        plain.appendCodePoint(letter);
                    }
                });
        return plain.toString().strip();
    }

    /** Goes over the text once. */
    private static final class Cutter {
        private final String text;
        private final List<Token> tokens = new ArrayList<>();
        private int at;

        Cutter(String text) {
            this.text = text;
        }

        List<Token> tokens() {
            while (at < text.length()) {
                char next = text.charAt(at);
                if (next == ' ') {
                    at++;
                } else if (isDigit(next)) {
                    number();
                } else if (Character.isLetter(next)) {
                    add(word());
                } else {
                    sign(next);
                }
            }
            return List.copyOf(tokens);
        }

        private void number() {
            int start = at;
            while (at < text.length() && isDigit(text.charAt(at))) {
                at++;
            }
            String digits = text.substring(start, at);
            ordinalEnding()
                    .ifPresentOrElse(
                            ending -> {
                                at += ending.length();
                                tokens.add(new Token(Kind.ORDINAL, digits));
                            },
                            () -> tokens.add(new Token(Kind.NUMBER, digits)));
        }

        private Optional<String> ordinalEnding() {
            return ORDINAL_ENDINGS.stream()
                    .filter(ending -> text.startsWith(ending, at) && !isLetterAt(at + ending.length()))
                    .findFirst();
        }

        /** A dot after a letter belongs to it: "a.m." is am, "Nov." is nov. */
        private String word() {
            StringBuilder word = new StringBuilder();
            while (at < text.length() && (isLetterAt(at) || isDotOfAWord())) {
                if (isLetterAt(at)) {
                    word.append(text.charAt(at));
                }
                at++;
            }
            return word.toString();
        }

        private boolean isDotOfAWord() {
            return text.charAt(at) == '.' && !text.startsWith("..", at);
        }

        private void sign(char sign) {
            if (text.startsWith("..", at)) {
                at += text.startsWith("...", at) ? 3 : 2;
                tokens.add(new Token(Kind.SIGN, ".."));
                return;
            }
            at++;
            boolean pause = sign == ',' && !isAmidANumber();
            if (!pause && sign != '(' && sign != ')') {
                tokens.add(new Token(Kind.SIGN, String.valueOf(sign)));
            }
        }

        /** As in "1,500" and "1,5"; behind the comma of "26,2026" there is a year. */
        private boolean isAmidANumber() {
            int end = at;
            while (end < text.length() && isDigit(text.charAt(end))) {
                end++;
            }
            return end > at && end - at != 4;
        }

        private void add(String word) {
            if (word.equals("tonight")) {
                tokens.add(new Token(Kind.WORD, "today"));
                tokens.add(new Token(Kind.WORD, "evening"));
            } else if (Vocabulary.PARTS.containsKey(word)
                    && !tokens.isEmpty()
                    && tokens.getLast().is("this")) {
                tokens.set(tokens.size() - 1, new Token(Kind.WORD, "today"));
                tokens.add(new Token(Kind.WORD, word));
            } else if (!FILLERS.contains(word)) {
                tokens.add(new Token(Kind.WORD, word));
            }
        }

        private boolean isLetterAt(int index) {
            return index < text.length() && Character.isLetter(text.charAt(index));
        }

        private static boolean isDigit(char letter) {
            return letter >= '0' && letter <= '9';
        }
    }
}
