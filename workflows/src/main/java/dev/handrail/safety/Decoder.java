package dev.handrail.safety;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Undoes one level of the encodings that hide an attack: percent, HTML entities, backslash escapes, UTF-7. */
final class Decoder {

    /** The entities that stand for characters an attack needs. */
    private static final Map<String, Character> ENTITIES = Map.ofEntries(
            Map.entry("lt", '<'),
            Map.entry("gt", '>'),
            Map.entry("amp", '&'),
            Map.entry("quot", '"'),
            Map.entry("apos", '\''),
            Map.entry("colon", ':'),
            Map.entry("lpar", '('),
            Map.entry("rpar", ')'),
            Map.entry("tab", '\t'),
            Map.entry("newline", '\n'),
            Map.entry("nbsp", ' '),
            Map.entry("sol", '/'),
            Map.entry("bsol", '\\'),
            Map.entry("equals", '='),
            Map.entry("lcub", '{'),
            Map.entry("lbrace", '{'),
            Map.entry("rcub", '}'),
            Map.entry("rbrace", '}'),
            Map.entry("lsqb", '['),
            Map.entry("rsqb", ']'),
            Map.entry("dollar", '$'),
            Map.entry("num", '#'),
            Map.entry("percnt", '%'),
            Map.entry("semi", ';'),
            Map.entry("excl", '!'),
            Map.entry("grave", '`'),
            Map.entry("comma", ','),
            Map.entry("period", '.'),
            Map.entry("lowbar", '_'));

    /** Browsers read these without their semicolon, whatever follows. */
    private static final List<String> ENTITIES_WITHOUT_END = List.of("lt", "gt", "quot", "amp", "nbsp");

    private static final Map<String, Character> UTF7 = Map.of("+ADw-", '<', "+AD4-", '>', "+ACI-", '"', "+ACc-", '\'');

    private static final int UTF7_LENGTH = 5;
    private static final int LONGEST_NUMBER = 9;

    private final String text;
    private final StringBuilder decoded;
    private int at;

    private Decoder(String text) {
        this.text = text;
        this.decoded = new StringBuilder(text.length());
    }

    static String decode(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('&') < 0 && text.indexOf('\\') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        return new Decoder(text).decode();
    }

    private String decode() {
        while (at < text.length()) {
            boolean consumed = switch (text.charAt(at)) {
                case '%' -> percent();
                case '&' -> entity();
                case '\\' -> backslash();
                case '+' -> utf7();
                default -> false;
            };
            if (!consumed) {
                decoded.append(text.charAt(at++));
            }
        }
        return decoded.toString();
    }

    private boolean percent() {
        if (at + 1 < text.length() && (text.charAt(at + 1) | 0x20) == 'u') {
            return number(at + 2, 4, 16);
        }
        return bytes("%");
    }

    /** Escaped bytes that follow each other may be one character in UTF-8. */
    private boolean bytes(String marker) {
        int first = escapedByte(marker, at);
        if (first < 0) {
            return false;
        }
        byte[] bytes = new byte[first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1];
        int count = 0;
        while (count < bytes.length && escapedByte(marker, at) >= 0) {
            bytes[count++] = (byte) escapedByte(marker, at);
            at += marker.length() + 2;
        }
        appendUtf8(bytes, count);
        return true;
    }

    private int escapedByte(String marker, int from) {
        return text.regionMatches(true, from, marker, 0, marker.length()) ? parse(from + marker.length(), 2, 16) : -1;
    }

    /** Two bytes for an ASCII character are not valid UTF-8, but lenient decoders read them, so this one does. */
    private void appendUtf8(byte[] bytes, int count) {
        int first = bytes[0] & 0xFF;
        if (count == 2 && (first == 0xC0 || first == 0xC1) && (bytes[1] & 0xC0) == 0x80) {
            decoded.append((char) ((first & 0x1F) << 6 | bytes[1] & 0x3F));
        } else {
            decoded.append(new String(bytes, 0, count, StandardCharsets.UTF_8));
        }
    }

    private boolean entity() {
        if (text.startsWith("&#", at)) {
            boolean hex = at + 2 < text.length() && (text.charAt(at + 2) | 0x20) == 'x';
            int from = at + (hex ? 3 : 2);
            int digits = digits(from, hex ? 16 : 10);
            return digits > 0 && number(from, digits, hex ? 16 : 10) && skip(';');
        }
        int end = at + 1;
        while (end < text.length() && end - at <= LONGEST_NUMBER && isAsciiLetter(text.charAt(end))) {
            end++;
        }
        String name = entityName(text.substring(at + 1, end).toLowerCase(Locale.ROOT));
        Character entity = ENTITIES.get(name);
        if (entity == null) {
            return false;
        }
        decoded.append(entity.charValue());
        at += 1 + name.length();
        return skip(';');
    }

    private static String entityName(String letters) {
        return ENTITIES.containsKey(letters)
                ? letters
                : ENTITIES_WITHOUT_END.stream()
                        .filter(letters::startsWith)
                        .findFirst()
                        .orElse(letters);
    }

    private boolean backslash() {
        if (at + 1 >= text.length()) {
            return false;
        }
        return switch (text.charAt(at + 1)) {
            case 'x', 'X' -> bytes("\\x");
            case 'u', 'U' ->
                at + 2 < text.length() && text.charAt(at + 2) == '{'
                        ? number(at + 3, digits(at + 3, 16), 16) && skip('}')
                        : number(at + 2, 4, 16);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> number(at + 1, Math.min(3, digits(at + 1, 8)), 8);
            default -> false;
        };
    }

    private boolean utf7() {
        if (at + UTF7_LENGTH > text.length()) {
            return false;
        }
        Character character = UTF7.get(text.substring(at, at + UTF7_LENGTH));
        if (character == null) {
            return false;
        }
        decoded.append(character.charValue());
        at += UTF7_LENGTH;
        return true;
    }

    private boolean number(int from, int digits, int radix) {
        int value = parse(from, digits, radix);
        if (value < 0 || !Character.isValidCodePoint(value)) {
            return false;
        }
        decoded.appendCodePoint(value);
        at = from + digits;
        return true;
    }

    private int parse(int from, int digits, int radix) {
        if (digits < 1 || from + digits > text.length()) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = asciiDigit(text.charAt(i), radix);
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
            if (value > Character.MAX_CODE_POINT) {
                return -1;
            }
        }
        return value;
    }

    private int digits(int from, int radix) {
        int end = from;
        while (end < text.length() && end - from < LONGEST_NUMBER && asciiDigit(text.charAt(end), radix) >= 0) {
            end++;
        }
        return end - from;
    }

    private static int asciiDigit(char c, int radix) {
        return c < 0x80 ? Character.digit(c, radix) : -1;
    }

    private boolean skip(char optional) {
        if (at < text.length() && text.charAt(at) == optional) {
            at++;
        }
        return true;
    }

    private static boolean isAsciiLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
