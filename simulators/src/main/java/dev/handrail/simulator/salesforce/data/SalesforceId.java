package dev.handrail.simulator.salesforce.data;

import java.util.Optional;

/** Record ids: 15 characters whose case matters, and 3 more that say which of them are upper case. */
public final class SalesforceId {

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String CHECK = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    private static final String INSTANCE = "Hr0";

    private SalesforceId() {}

    /** The 18 characters of the record with this number. */
    static String of(String prefix, long number) {
        var digits = new StringBuilder();
        for (long rest = number; digits.length() < 9; rest /= 62) digits.append(DIGITS.charAt((int) (rest % 62)));
        return checked(prefix + INSTANCE + digits.reverse());
    }

    /** 18 characters from 15 or 18; empty when it is no id at all. */
    public static Optional<String> canonical(String id) {
        if (id.length() != 15 && id.length() != 18) return Optional.empty();
        for (int i = 0; i < id.length(); i++) {
            if (DIGITS.indexOf(id.charAt(i)) < 0) return Optional.empty();
        }
        return id.length() == 15 ? Optional.of(checked(id)) : restored(id);
    }

    private static String checked(String fifteen) {
        var id = new StringBuilder(fifteen);
        for (int block = 0; block < 15; block += 5) {
            int bits = 0;
            for (int k = 0; k < 5; k++) {
                if (Character.isUpperCase(fifteen.charAt(block + k))) bits |= 1 << k;
            }
            id.append(CHECK.charAt(bits));
        }
        return id.toString();
    }

    /** The last three characters bring the others back to their case, whatever it is now. */
    private static Optional<String> restored(String eighteen) {
        var id = new StringBuilder();
        for (int i = 0; i < 15; i++) {
            int bits = CHECK.indexOf(Character.toUpperCase(eighteen.charAt(15 + i / 5)));
            if (bits < 0) return Optional.empty();
            boolean upper = (bits & 1 << i % 5) != 0;
            char original = eighteen.charAt(i);
            if (upper && !Character.isLetter(original)) return Optional.empty();
            id.append(upper ? Character.toUpperCase(original) : Character.toLowerCase(original));
        }
        return Optional.of(checked(id.toString()));
    }
}
