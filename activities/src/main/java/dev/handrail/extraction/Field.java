package dev.handrail.extraction;

import java.util.Arrays;
import java.util.Optional;

/** What can be found in notes. A field may be there more than once. */
public enum Field {
    NAME("name"),
    /** E.164: {@code +16085550142}. */
    PHONE("phone"),
    /** In lower case. */
    EMAIL("email"),
    /** House number, street and unit. */
    STREET("street"),
    CITY("city"),
    /** The two-letter code of a state of the USA. */
    STATE("state"),
    POSTAL_CODE("postalCode"),
    /** What is to be worked on: {@code Large Victorian}, {@code 25+ windows}. */
    PROPERTY("property"),
    COMPANY("company"),
    /** What is asked for: {@code quote}, {@code window cleaning}. */
    SERVICE("service"),
    /** The words as they were said, not a day of the calendar: {@code next Tuesday}. */
    DATE("date"),
    /** The amount as it was said, with its currency. */
    BUDGET("budget");

    private final String key;

    Field(String key) {
        this.key = key;
    }

    /** Its name in results and in what a language model answers. */
    public String key() {
        return key;
    }

    static Optional<Field> of(String key) {
        return Arrays.stream(values()).filter(field -> field.key.equals(key)).findFirst();
    }
}
