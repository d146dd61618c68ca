package dev.handrail.person;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** How people are named, so that one person stays one however a name was typed. */
public final class SamePerson {

    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{Cc}\\p{Mn}]");
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

    private SamePerson() {}

    /** Without what nobody sees, such as spaces at the ends and characters of no width; and without upper case. */
    public static String named(String name) {
        String spaced =
                SPACES.matcher(Normalizer.normalize(name, Normalizer.Form.NFKC)).replaceAll(" ");
        return UNSEEN.matcher(spaced).replaceAll("").strip().toLowerCase(Locale.ROOT);
    }
}
