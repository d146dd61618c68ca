package dev.handrail.api.web;

import java.util.Locale;

/** A text of others as a list shows it: how it begins, and the rest behind a note that says how much it is. */
record Excerpt(String beginning, String rest) {

    private static final int MOST_CHARACTERS = 300;
    private static final int MOST_LINES = 6;

    static Excerpt of(String text) {
        int characters = text.codePointCount(0, text.length());
        int end = characters <= MOST_CHARACTERS ? text.length() : text.offsetByCodePoints(0, MOST_CHARACTERS);
        int feed = -1;
        for (int line = 0; line < MOST_LINES; line++) {
            feed = text.indexOf('\n', feed + 1);
            if (feed < 0 || feed >= end) {
                return new Excerpt(text.substring(0, end), text.substring(end));
            }
        }
        return new Excerpt(text.substring(0, feed), text.substring(feed));
    }

    public String whole() {
        return beginning + rest;
    }

    public boolean hides() {
        return !rest.isEmpty();
    }

    public String more() {
        return "%s: read all".formatted(size(rest, "more ", 0));
    }

    /** Tells whoever reads the whole where it ends, however many lines of it are empty. */
    public String all() {
        return "The whole text, %s:".formatted(size(whole(), "", 1));
    }

    private static String size(String text, String more, int extraLine) {
        int characters = text.codePointCount(0, text.length());
        long lines = text.chars().filter(sign -> sign == '\n').count() + extraLine;
        String size = counted(characters, more, "character");
        return lines > extraLine ? "%s in %s".formatted(size, counted(lines, more, "line")) : size;
    }

    private static String counted(long many, String more, String what) {
        return String.format(Locale.ROOT, "%,d %s%s%s", many, more, what, many == 1 ? "" : "s");
    }
}
