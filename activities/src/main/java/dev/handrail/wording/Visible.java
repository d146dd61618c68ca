package dev.handrail.wording;

import java.util.stream.Collectors;

/**
 * Text from somebody who is not trusted, fit to be shown: whatever would hide, reorder or colour it is written out. It
 * still has to be escaped for where it is shown.
 */
public final class Visible {

    private static final String ELLIPSIS = "…";

    private Visible() {}

    /** Line feeds and tabs stay. */
    public static String text(String untrusted) {
        return untrusted
                .replace("\r\n", "\n")
                .codePoints()
                .mapToObj(sign -> sign == '\n' || sign == '\t' ? Character.toString(sign) : shown(sign))
                .collect(Collectors.joining());
    }

    /** One line of at most so many characters. */
    public static String line(String untrusted, int longest) {
        String line = untrusted
                .strip()
                .replaceAll("\\s*\\R\\s*", " ")
                .codePoints()
                .mapToObj(Visible::shown)
                .collect(Collectors.joining());
        return line.codePointCount(0, line.length()) <= longest
                ? line
                : line.substring(0, line.offsetByCodePoints(0, longest - 1)).strip() + ELLIPSIS;
    }

    private static String shown(int sign) {
        return isHidden(sign) ? "⟨U+%04X⟩".formatted(sign) : Character.toString(sign);
    }

    private static boolean isHidden(int sign) {
        return switch (Character.getType(sign)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> isFiller(sign) || isVariationSelector(sign);
        };
    }

    /** Letters that leave nothing to be seen. */
    private static boolean isFiller(int sign) {
        return sign == 0x115F || sign == 0x1160 || sign == 0x3164 || sign == 0xFFA0 || sign == 0x2800;
    }

    /** A letter can carry a hidden message in these; the last of the first block makes an emoji colourful. */
    private static boolean isVariationSelector(int sign) {
        return (sign >= 0xFE00 && sign <= 0xFE0E) || (sign >= 0xE0100 && sign <= 0xE01EF);
    }
}
