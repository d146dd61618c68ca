package dev.handrail.extraction;

import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Finds words in notes again: their spaces and their case may differ, and of a phone number only the digits count. */
final class Grounding {

    private static final int LONGEST = 200;
    private static final int FEWEST_DIGITS_OF_A_PHONE = 7;

    private final Reduced letters;
    private final Reduced digits;

    Grounding(Notes notes) {
        this.letters = new Reduced(notes.text(), c -> !Character.isWhitespace(c));
        this.digits = new Reduced(notes.text(), Character::isDigit);
    }

    Optional<Span> find(Field field, String words) {
        if (words.length() > LONGEST) {
            return Optional.empty();
        }
        Optional<Span> span = letters.find(words);
        boolean phone = field == Field.PHONE && Values.digits(words).length() >= FEWEST_DIGITS_OF_A_PHONE;
        return span.isEmpty() && phone ? digits.find(words) : span;
    }

    /** The kept characters of a text in small letters, and where each of them stands in it. */
    private static final class Reduced {

        private final String text;
        private final IntPredicate kept;
        private final int[] places;
        private final String characters;

        Reduced(String text, IntPredicate kept) {
            this.text = text;
            this.kept = kept;
            this.places = IntStream.range(0, text.length())
                    .filter(i -> kept.test(text.charAt(i)))
                    .toArray();
            this.characters = reduce(text);
        }

        /** Only whole words: "art" is not in "smart". */
        Optional<Span> find(String words) {
            String wanted = reduce(words);
            if (wanted.isEmpty()) {
                return Optional.empty();
            }
            for (int at = characters.indexOf(wanted); at >= 0; at = characters.indexOf(wanted, at + 1)) {
                int start = places[at];
                int end = places[at + wanted.length() - 1] + 1;
                if (!joins(start - 1) && !joins(end)) {
                    return Optional.of(new Span(start, end));
                }
            }
            return Optional.empty();
        }

        private boolean joins(int at) {
            return at >= 0 && at < text.length() && Character.isLetterOrDigit(text.charAt(at));
        }

        private String reduce(String any) {
            StringBuilder reduced = new StringBuilder();
            any.chars().filter(kept).map(Character::toLowerCase).forEach(c -> reduced.append((char) c));
            return reduced.toString();
        }
    }
}
