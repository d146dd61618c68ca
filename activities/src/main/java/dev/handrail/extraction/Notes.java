package dev.handrail.extraction;

/**
 * Notes as a person wrote them. Every control character, and every one that is invisible, counts as a space; so each
 * character stays where it was.
 */
public record Notes(String text) {

    public static final int MOST_CHARACTERS = 20_000;

    public Notes {
        if (text.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "The notes have %,d characters; send at most %,d, for example without the mails they quote"
                            .formatted(text.length(), MOST_CHARACTERS));
        }
        text = visible(text);
    }

    String words(Span span) {
        return text.substring(span.start(), span.end());
    }

    private static String visible(String text) {
        char[] characters = text.toCharArray();
        for (int i = 0; i < characters.length; i++) {
            if (Character.isHighSurrogate(characters[i])
                    && i + 1 < characters.length
                    && Character.isLowSurrogate(characters[i + 1])) {
                i++;
            } else {
                characters[i] = visible(characters[i]);
            }
        }
        return new String(characters);
    }

    private static char visible(char character) {
        return switch (Character.getType(character)) {
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> '\n';
            case Character.CONTROL -> character == '\n' ? '\n' : ' ';
            case Character.FORMAT, Character.SPACE_SEPARATOR, Character.SURROGATE, Character.UNASSIGNED -> ' ';
            default -> character;
        };
    }
}
