package dev.handrail.redaction;

import java.util.List;

/**
 * What is redacted and how.
 *
 * @param sensitiveFields names of fields in camelCase; a field counts when its words contain them, so that
 *     {@code email} covers {@code contact_email} and {@code EmailAddress}, and {@code state} does not cover
 *     {@code status} or {@code estate}
 * @param showLast how many characters TRUNCATE leaves readable, at least 1
 */
public record RedactionRules(List<String> sensitiveFields, Strategy strategy, int showLast) {

    public enum Strategy {
        /** As many asterisks as there were characters. */
        MASK,
        /** The first 16 hex digits of a keyed HMAC-SHA256: equal values stay recognisable as equal, and no more. */
        HASH,
        /** Three asterisks and the last characters; of an e-mail address the first character and the domain. */
        TRUNCATE
    }

    /** Fields, strategy and length of seed 001, section 6, and what the office asks for besides. */
    public static final RedactionRules DEFAULT = new RedactionRules(
            List.of(
                    "email",
                    "firstName",
                    "lastName",
                    "phone",
                    "mobile",
                    "address",
                    "city",
                    "state",
                    "postalCode",
                    "ssn",
                    "taxId",
                    "street",
                    "recipient",
                    "rawNotes",
                    "customerIdentifier"),
            Strategy.TRUNCATE,
            4);

    public RedactionRules {
        sensitiveFields = List.copyOf(sensitiveFields);
        if (showLast < 1) {
            throw new IllegalArgumentException("showLast is at least 1; use MASK to show nothing");
        }
    }

    public RedactionRules with(Strategy other) {
        return new RedactionRules(sensitiveFields, other, showLast);
    }
}
