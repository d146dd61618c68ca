package dev.handrail.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.stream.Collectors;

/**
 * Writes out by their numbers what would colour, move or hide text on a terminal: what is printed comes from agents and
 * CRMs, which nobody has to trust.
 */
final class VisibleOutput extends FilterWriter {

    private char firstHalf;

    VisibleOutput(Writer out) {
        super(out);
    }

    @Override
    public void write(int sign) throws IOException {
        write(Character.toString((char) sign));
    }

    @Override
    public void write(char[] text, int from, int many) throws IOException {
        write(new String(text, from, many));
    }

    @Override
    public void write(String text, int from, int many) throws IOException {
        String whole =
                firstHalf == 0 ? text.substring(from, from + many) : firstHalf + text.substring(from, from + many);
        boolean breaksOff = !whole.isEmpty() && Character.isHighSurrogate(whole.charAt(whole.length() - 1));
        firstHalf = breaksOff ? whole.charAt(whole.length() - 1) : 0;
        out.write((breaksOff ? whole.substring(0, whole.length() - 1) : whole)
                .codePoints()
                .mapToObj(VisibleOutput::shown)
                .collect(Collectors.joining()));
    }

    private static String shown(int sign) {
        return switch (Character.getType(sign)) {
            case Character.CONTROL -> sign == '\n' || sign == '\t' ? Character.toString(sign) : number(sign);
            case Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> number(sign);
            default -> Character.toString(sign);
        };
    }

    private static String number(int sign) {
        return "⟨U+%04X⟩".formatted(sign);
    }
}
