package dev.handrail.office;

import dev.handrail.connector.RecordType;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Ids shaped like Salesforce's: three characters for the type, twelve random ones, and three from which the upper and
 * lower case of the others can be restored.
 */
final class OfficeId {

    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String CHECKSUM = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    private static final int RANDOM_LENGTH = 12;
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9]{15}([A-Z0-5]{3})?");
    private static final SecureRandom RANDOM = new SecureRandom();

    private OfficeId() {}

    static String next(RecordType type) {
        StringBuilder id = new StringBuilder(18).append(prefix(type));
        for (int i = 0; i < RANDOM_LENGTH; i++) {
            id.append(BASE62.charAt(RANDOM.nextInt(BASE62.length())));
        }
        return id.append(checksum(id)).toString();
    }

    /** The 18 characters of an id given with 15 or 18; empty when it has another shape. */
    static Optional<String> full(String id) {
        if (!SHAPE.matcher(id).matches()) {
            return Optional.empty();
        }
        return Optional.of(id.length() == 15 ? id + checksum(id) : id);
    }

    static Optional<RecordType> type(String id) {
        return Arrays.stream(RecordType.values())
                .filter(type -> type != RecordType.CAMPAIGN && id.startsWith(prefix(type)))
                .findFirst();
    }

    private static String prefix(RecordType type) {
        return switch (type) {
            case LEAD -> "00Q";
            case ACCOUNT -> "001";
            case CONTACT -> "003";
            case OPPORTUNITY -> "006";
            case TASK -> "00T";
            case NOTE -> "002";
            case USER -> "005";
            case ADDRESS -> "0AD";
            case ATTRIBUTE -> "0AT";
            case SERVICE -> "0SV";
            case TICKET -> "0TK";
            case INVOICE -> "0IN";
            case MESSAGE -> "0MS";
            case CAMPAIGN -> throw new IllegalArgumentException("Campaigns are called as people call them");
        };
    }

    private static String checksum(CharSequence fifteen) {
        StringBuilder checksum = new StringBuilder(3);
        for (int block = 0; block < 15; block += 5) {
            int upperCase = 0;
            for (int i = 0; i < 5; i++) {
                if (Character.isUpperCase(fifteen.charAt(block + i))) {
                    upperCase |= 1 << i;
                }
            }
            checksum.append(CHECKSUM.charAt(upperCase));
        }
        return checksum.toString();
    }
}
