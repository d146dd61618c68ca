package dev.handrail.tenant;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Opaque cursors over an ascending number. */
public final class Cursor {

    private static final String PREFIX = "c1:";

    private Cursor() {}

    public static String encode(long position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((PREFIX + position).getBytes(StandardCharsets.UTF_8));
    }

    /** @throws IllegalArgumentException when it is not one of ours */
    public static long decode(String cursor) {
        String text;
        try {
            text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw notOurs();
        }
        if (!text.matches(PREFIX + "\\d{1,18}")) {
            throw notOurs();
        }
        return Long.parseLong(text.substring(PREFIX.length()));
    }

    private static IllegalArgumentException notOurs() {
        return new IllegalArgumentException(
                "cursor is not one that was answered as next; leave it out for the first page");
    }
}
