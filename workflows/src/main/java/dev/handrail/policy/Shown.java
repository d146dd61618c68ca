package dev.handrail.policy;

import java.math.BigDecimal;

/** A value within a sentence. It may come from a CRM, and so from anybody: unless it is a number it is quoted. */
final class Shown {

    private static final int LONGEST = 120;

    private Shown() {}

    static String of(Object value) {
        String text = safe(value);
        return value instanceof Number || value instanceof Boolean ? text : quoted(text);
    }

    /** No sign in it can end the quotation. */
    private static String quoted(String text) {
        return "“%s”".formatted(text.replaceAll("[“”„‟«»\"]", "'"));
    }

    private static String safe(Object value) {
        String text = value instanceof Double number && Double.isFinite(number) ? plain(number) : value.toString();
        StringBuilder safe = new StringBuilder();
        text.codePoints()
                .limit(LONGEST)
                .map(point -> isPrintable(point) ? point : ' ')
                .forEach(safe::appendCodePoint);
        return text.codePointCount(0, text.length()) > LONGEST
                ? safe.append('…').toString()
                : safe.toString();
    }

    /** 4500 rather than 4500.0 or 4.5E7. */
    private static String plain(double number) {
        return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
    }

    /** No line breaks, and nothing that turns the direction of the text around it. */
    private static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
