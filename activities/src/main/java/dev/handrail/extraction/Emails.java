package dev.handrail.extraction;

import java.util.Locale;

/** {@code local@domain.tld}, in the characters that mail addresses have in practice. */
final class Emails implements Rule {

    private static final double CONFIDENCE = 0.98;
    private static final int LONGEST_LOCAL_PART = 64;

    @Override
    public void read(Reading reading) {
        String text = reading.text();
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            int start = at;
            while (start > 0 && isLocal(text.charAt(start - 1))) {
                start--;
            }
            int end = at + 1;
            while (end < text.length() && isDomain(text.charAt(end))) {
                end++;
            }
            while (end > at + 1 && !Character.isLetterOrDigit(text.charAt(end - 1))) {
                end--;
            }
            while (start < at && text.charAt(start) == '.') {
                start++;
            }
            String address = text.substring(start, end);
            if (isAddress(address)) {
                reading.found(Field.EMAIL, address.toLowerCase(Locale.ROOT), new Span(start, end), CONFIDENCE);
            }
        }
    }

    static boolean isAddress(String text) {
        int at = text.indexOf('@');
        if (at < 1 || at > LONGEST_LOCAL_PART) {
            return false;
        }
        String local = text.substring(0, at);
        String domain = text.substring(at + 1);
        String lastLabel = domain.substring(domain.lastIndexOf('.') + 1);
        return local.chars().allMatch(c -> isLocal((char) c))
                && domain.chars().allMatch(c -> isDomain((char) c))
                && local.charAt(0) != '.'
                && !text.contains("..")
                && !text.contains(".@")
                && domain.indexOf('.') > 0
                && lastLabel.length() >= 2
                && lastLabel.chars().allMatch(Character::isLetter);
    }

    private static boolean isLocal(char c) {
        return Character.isLetterOrDigit(c) || "._%+-".indexOf(c) >= 0;
    }

    private static boolean isDomain(char c) {
        return Character.isLetterOrDigit(c) || c == '.' || c == '-';
    }
}
