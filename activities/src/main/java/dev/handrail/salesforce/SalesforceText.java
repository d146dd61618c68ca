package dev.handrail.salesforce;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes text into SOQL and SOSL so that it stays text, and reads Salesforce's record ids. */
public final class SalesforceText {

    private static final String SOSL_RESERVED = "?&|!{}[]()^~*:\\\"'+-";
    private static final String CHECKSUM_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    private static final int ID_BLOCK = 5;
    private static final int SHORT_ID = 15;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,79}(?:\\.[A-Za-z][A-Za-z0-9_]{0,79})*");
    private static final char REPLACEMENT = '\uFFFD';

    private SalesforceText() {}

    /**
     * Text for the inside of {@code FIND {…}}: every reserved character is escaped, tabs and line ends become their
     * escapes, other control characters a space (they separate words and nothing more).
     */
    public static String escapeSosl(@Nullable String text) {
        if (text == null) {
            return "";
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = wellFormed(text, i);
            String control = shortEscape(c);
            if (control != null) {
                escaped.append(control);
            } else if (Character.isISOControl(c)) {
                escaped.append(' ');
            } else if (SOSL_RESERVED.indexOf(c) >= 0 || opensTemplate(text, i)) {
                escaped.append('\\').append(c);
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** Text for the inside of a SOQL string literal, between single quotes. */
    public static String escapeSoql(@Nullable String text) {
        if (text == null) {
            return "";
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = wellFormed(text, i);
            String control = shortEscape(c);
            if (control != null) {
                escaped.append(control);
            } else if (Character.isISOControl(c)) {
                escaped.append("\\u%04x".formatted((int) c));
            } else if (c == '\'' || c == '"' || c == '\\') {
                escaped.append('\\').append(c);
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** Text for a SOQL {@code LIKE} literal in which {@code %} and {@code _} stand for themselves. */
    public static String escapeSoqlLike(@Nullable String text) {
        return escapeSoql(text).replace("%", "\\%").replace("_", "\\_");
    }

    /**
     * {@code FIND {term} IN ALL FIELDS RETURNING object(fields)}.
     *
     * @throws IllegalArgumentException when the object or a field is not an API name
     */
    public static String soslQuery(@Nullable String term, List<String> fields, String object) {
        fields.forEach(SalesforceText::requireName);
        requireName(object);
        return "FIND {%s} IN ALL FIELDS RETURNING %s(%s)"
                .formatted(escapeSosl(term), object, String.join(", ", fields));
    }

    /** Whether it is written like an id: 15 or 18 letters and digits, whatever the last three say. */
    public static boolean isId(@Nullable String id) {
        return id != null && ID.matcher(id).matches();
    }

    /** Whether it is an 18-character id whose last three characters agree with the first fifteen. */
    public static boolean isCanonicalId(@Nullable String id) {
        return id != null
                && id.length() == 18
                && isId(id)
                && to18(id.substring(0, SHORT_ID)).equals(id);
    }

    /**
     * The 18-character form of a 15-character id. Each block of five adds one character that says which of the five are
     * upper case, so that the id survives systems that ignore case.
     *
     * @throws IllegalArgumentException when it is not 15 letters and digits
     */
    public static String to18(String id15) {
        if (id15.length() != SHORT_ID || !isId(id15)) {
            throw new IllegalArgumentException("A short Salesforce id is 15 letters and digits; send one that is");
        }
        StringBuilder id = new StringBuilder(id15);
        for (int block = 0; block < SHORT_ID; block += ID_BLOCK) {
            int upperCase = 0;
            for (int k = 0; k < ID_BLOCK; k++) {
                char c = id15.charAt(block + k);
                if (c >= 'A' && c <= 'Z') {
                    upperCase |= 1 << k;
                }
            }
            id.append(CHECKSUM_ALPHABET.charAt(upperCase));
        }
        return id.toString();
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "An object or field is named by its API name, such as Name or Account.Website; use that");
        }
    }

    private static @Nullable String shortEscape(char c) {
        return switch (c) {
            case '\t' -> "\\t";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            default -> null;
        };
    }

    /** Half a surrogate pair would be sent as {@code ?}, a wildcard that nothing escapes any more. */
    private static char wellFormed(String text, int at) {
        char c = text.charAt(at);
        boolean paired = Character.isHighSurrogate(c)
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        return Character.isSurrogate(c) && !paired ? REPLACEMENT : c;
    }

    private static boolean opensTemplate(String text, int at) {
        return text.startsWith("${", at);
    }
}
